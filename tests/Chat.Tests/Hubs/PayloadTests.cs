using System.Reflection;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Nodes;

namespace PeerSupport.Chat.Tests.Hubs;

/// <summary>
/// Everything that the hub can send or answer, and everything that nodes tell each other, name by name. Whoever adds a name here answers for it: nothing
/// of it may let a member see that another one types, reads, is here, comes or goes.
/// </summary>
public sealed class PayloadTests
{
    private static readonly string[] Calls =
    [
        "Around(place): Stretch", "AskModerator(question): Answer", "Catchup(groupId, afterSequence): Stretch", "Delete(reference): Answer", "Earlier(groupId, beforeSequence): Stretch",
        "Edit(change): Posted", "Guide(draft): Guidance", "Join(groupId, afterSequence): Joined", "Leave(groupId): Answer", "Pin(pin): Answer", "Post(post): Posted", "React(reaction): Answer",
        "Refer(referral): Answer", "Report(report): Answer",
    ];

    private static readonly string[] Sendings = ["Entries(groupId, entries)", "Head(groupId, lastSequence)", "Held(groupId, message)", "SupportOffered(offer)"];

    private static readonly string[] Names =
    [
        "Answer: Code, Message, RetryAfter",
        "AuthorsMessage: AuthorId, Message",
        "BlockedMember: Kind, MemberId, Pseudonym, Since",
        "EmergencyNumber: Number",
        "Guidance: Code, Hints, Message, RetryAfter, Support",
        "HeldMessage: At, Body, ClientId, DueBy, Guideline, MessageId, Reason, State, Why",
        "Hint: Kind, Message",
        "Joined: Blocks, Code, EndsAt, Entries, Group, HasEarlier, Held, Here, LastSequence, MayPin, Me, Message, More, Pinned, RetryAfter, Rules, Themes",
        "NodeMessage: Changed, Departures, Dismissed, Entries, GroupId, Held, Present",
        "NodePresence: Members, Node",
        "Posted: At, Code, Held, Message, MessageId, RetryAfter, Sequence, Support",
        "RoomEntry: At, Author, AuthorId, Body, ClientId, ContentNote, Folded, Kind, Mentions, MessageId, Reaction, ReplyTo, Sequence",
        "RoomGroup: Id, Name, Slug",
        "RoomMember: Id, Pseudonym",
        "RoomRules: IsArchived, QuietFrom, QuietSeconds, QuietUntil, SlowSeconds",
        "Stretch: Code, Entries, HasEarlier, LastSequence, Message, More, RetryAfter",
        "SupportLine: Hours, Name, Number, Sms, Url",
        "SupportOffer: Country, Emergency, IsGuess, Lines",
    ];

    private static IEnumerable<MethodInfo> HubCalls => typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method && method.DeclaringType == typeof(ChatHub));

    [Fact]
    public void The_hub_takes_these_calls_and_no_other() => Assert.Equal(
        Calls, HubCalls.Select(method => $"{method.Name}({ParametersOf(method)}): {method.ReturnType.GetGenericArguments()[0].Name}").Order(StringComparer.Ordinal));

    [Fact]
    public void The_service_calls_these_on_a_client_and_no_other() =>
        Assert.Equal(Sendings, typeof(IChatClient).GetMethods().Select(method => $"{method.Name}({ParametersOf(method)})").Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_sent_has_these_names_and_no_other()
    {
        var types = new HashSet<Type>();
        foreach (var type in typeof(IChatClient).GetMethods().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType))
            .Concat(HubCalls.Select(method => method.ReturnType.GetGenericArguments()[0])).Append(typeof(NodeMessage)))
            Collect(type, types);

        Assert.Equal(Names, types.Select(Described).Order(StringComparer.Ordinal));
    }

    private static void Collect(Type type, HashSet<Type> into)
    {
        var own = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
        // What the platform itself brings has no names of ours in it.
        if (own.Assembly != typeof(ChatHub).Assembly || own.IsEnum || !into.Add(own))
            return;
        foreach (var property in PropertiesOf(own))
            Collect(property.PropertyType, into);
    }

    private static PropertyInfo[] PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Described(Type type) => $"{type.Name}: {string.Join(", ", PropertiesOf(type).Select(property => property.Name).Order(StringComparer.Ordinal))}";

    // What comes from outside has a visible type; the rest are services, which the framework fills in.
    private static string ParametersOf(MethodInfo method) =>
        string.Join(", ", method.GetParameters().Where(parameter => parameter.ParameterType.IsVisible).Select(parameter => parameter.Name));
}
