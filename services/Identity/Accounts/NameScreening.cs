using PeerSupport.Screening;

namespace PeerSupport.Identity.Accounts;

/// <summary>A pseudonym stands over every message, so it is read as one: it may neither give its owner away nor hurt whoever comes across it.</summary>
/// <param name="screener">Made at the first registration, not at the start: reading the rules takes a moment that nobody else should wait for.</param>
internal sealed class NameScreening(Lazy<Screener> screener)
{
    private static readonly char[] Joints = ['-', '_', '.'];

    /// <summary>What to change; null when the name will do.</summary>
    public string? Problem(string pseudonym)
    {
        var words = string.Join(' ', pseudonym.Split(Joints, StringSplitOptions.RemoveEmptyEntries));
        var found = screener.Value.Screen(pseudonym).Labels.Union(screener.Value.Screen(words).Labels).ToList();
        return found switch
        {
            [] => null,
            _ when found.Contains(Labels.PersonalInformation) || found.Contains(Labels.GroomingContact) =>
                "This name holds something by which you could be found outside of here. Choose one that says nothing about who or where you are.",
            _ when found.Exists(Labels.IsDistress) =>
                "This name could weigh on somebody who reads it at a bad moment. Choose another one; what it says is welcome in a message, and Help now has people to talk to.",
            _ => "This name could hurt somebody who reads it. Choose another one.",
        };
    }
}
