using System.Globalization;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Parts;

/// <summary>What is said about a group and about coming into it.</summary>
internal static class GroupWords
{
    public static string? Language(string? code)
    {
        try
        {
            return code is null ? null : CultureInfo.GetCultureInfo(code).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    /// <summary>Rounded, so that nobody's coming or going shows.</summary>
    public static string Size(int about) => about == 0 ? "a few members" : string.Create(CultureInfo.InvariantCulture, $"about {about:N0} members");

    public static string People(int count) => count == 1 ? "1 person" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} people");

    public static string Age(string band) => band == AgeBands.Under18 ? "for people of 16 and 17" : "for people of 18 and over";

    public static string Admission(string admission, bool isFull) => (admission, isFull) switch
    {
        ("request", false) => "By request: those who hold the group answer",
        ("request", true) => "By request, and full just now",
        ("invitation", _) => "By invitation",
        (_, true) => "Open, and full just now: there is a list",
        _ => "Open: join whenever you like",
    };

    /// <summary>How far somebody has come, and what happens next.</summary>
    public static string Standing(string state) => state switch
    {
        "asked" => "Those who hold the group answer your request, and you are told in your inbox.",
        "waiting" => "The group is full just now. When a place becomes free you come in by yourself, and you are told in your inbox.",
        "removed" => "You were taken out of this group. Everything else here is as it was for you, and you can ask to come back from the next day on.",
        _ => "Your request was declined. That says nothing about you; you can ask again another day.",
    };

    /// <summary>Why a wish to join was not fulfilled, and what to do.</summary>
    public static string? Refusal(string? code) => code switch
    {
        "agree" => "Please tick that you agree to the charter; then you can join.",
        "charter-changed" => "The charter has been changed since you read it. Please read it once more; then you can join.",
        "answer" => "The group asks something of whoever wants to join, and your answer is missing. A sentence is enough.",
        "answer-unfit" => "Please put your answer to the group's question in up to 1,000 characters. A sentence is enough.",
        "age-band" => "This group is for the other age band. People of 16 and 17 talk among themselves here, and so do people of 18 and over. The list of groups shows those that are open to you.",
        "age-unknown" => "Your sign-in does not say yet which age band you belong to. Please sign out, sign in again, and join then.",
        "archived" => "This group has been closed, and nobody joins it any more. The list of groups shows others.",
        "invitation-expired" => "This link has run out or was used up. Whoever gave it to you can make a new one.",
        "invitation-needed" => "This group is joined with a link. Whoever holds the group can make one for you.",
        "asked-recently" => "It is less than a day since you heard from those who hold the group. You can ask again tomorrow.",
        null => null,
        _ => "That did not work just now. Please try again.",
    };
}
