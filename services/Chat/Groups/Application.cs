using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>How far somebody has come who wants to join a group.</summary>
public enum ApplicationState
{
    /// <summary>They have asked, and nobody has answered yet.</summary>
    Asked,

    /// <summary>They are welcome, and the group is full.</summary>
    Waiting,

    /// <summary>The answer was no.</summary>
    Declined,

    /// <summary>They were taken out of the group. They may ask to come back, in an open group too.</summary>
    Removed,
}

/// <summary>That somebody wants to join a group and is not in it. Once they are, it is gone.</summary>
internal sealed class Application
{
    /// <summary>How long after a no, or after being taken out, somebody waits before they ask again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private Application()
    {
    }

    public Application(Guid groupId, Guid memberId) => (GroupId, MemberId) = (groupId, memberId);

    public Guid GroupId { get; private set; }

    public Guid MemberId { get; private set; }

    public ApplicationState State { get; private set; }

    /// <summary>What they wrote to the group's question. Read by those who answer it, and gone with the answer.</summary>
    public string? Answer { get; private set; }

    /// <summary>The version of the charter that was agreed to.</summary>
    public long CharterVersion { get; private set; }

    /// <summary>When they asked, came onto the list or were answered.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The order of those who wait; whoever has the lowest is next. Shown to nobody.</summary>
    public long Place { get; private set; }

    /// <summary>A word that came with a no, or why they were taken out.</summary>
    public string? Words { get; private set; }

    public void Ask(string? answer, long charterVersion, DateTimeOffset at) =>
        (State, Answer, CharterVersion, At, Words) = (ApplicationState.Asked, answer, charterVersion, at, null);

    public void Wait(long place, long charterVersion, DateTimeOffset at) =>
        (State, Answer, Place, CharterVersion, At, Words) = (ApplicationState.Waiting, null, place, charterVersion, at, null);

    public void Decline(string? words, DateTimeOffset at) => (State, Answer, Words, At) = (ApplicationState.Declined, null, words, at);

    public void Remove(string reason, DateTimeOffset at) => (State, Answer, Words, At) = (ApplicationState.Removed, null, reason, at);

    internal sealed class Configuration : IEntityTypeConfiguration<Application>
    {
        public void Configure(EntityTypeBuilder<Application> builder)
        {
            builder.HasKey(application => new { application.GroupId, application.MemberId });
            builder.HasIndex(application => new { application.GroupId, application.State, application.Place });
            builder.HasIndex(application => application.MemberId);
            builder.Property(application => application.Answer).HasMaxLength(1000);
            builder.Property(application => application.Words).HasMaxLength(500);
        }
    }
}
