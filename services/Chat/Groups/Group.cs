using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>How somebody comes into a group.</summary>
public enum Admission
{
    /// <summary>Whoever agrees to the charter is in.</summary>
    Open,

    /// <summary>Whoever asks waits for the answer of somebody who holds the group.</summary>
    Request,

    /// <summary>Whoever has a link is in; nobody else learns that there is such a group.</summary>
    Invitation,
}

/// <summary>A group and the head of its log.</summary>
internal sealed class Group
{
    public const int SmallestCapacity = 2;
    public const int LargestCapacity = 5000;

    private Group()
    {
    }

    public Group(string slug) => (Id, Slug) = (Guid.CreateVersion7(), slug);

    public Guid Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public string? Topic { get; private set; }

    public string? Cover { get; private set; }

    public string[] Charter { get; private set; } = [];

    /// <summary>Rises when the charter changes, and only then: whoever agreed to an older one agreed to other sentences.</summary>
    public long CharterVersion { get; private set; }

    public Admission Admission { get; private set; }

    /// <summary>What somebody who asks to come in is asked; null when nothing.</summary>
    public string? Question { get; private set; }

    /// <summary>How many may belong to it; null when that is left open.</summary>
    public int? Capacity { get; private set; }

    /// <summary>One of <see cref="AgeBands"/>. A group is for one band, so that adults and those under 18 are kept apart.</summary>
    public string AgeBand { get; private set; } = AgeBands.Adults;

    /// <summary>How long a member waits between two posts; 0 when nobody has to.</summary>
    public int SlowSeconds { get; private set; }

    /// <summary>The time of day in <see cref="TimeZone"/> from which the room is slow (at most one post a minute each); null when the group has no quiet hours. They may span midnight.</summary>
    public TimeOnly? QuietFrom { get; private set; }

    public TimeOnly? QuietTo { get; private set; }

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; private set; } = "Etc/UTC";

    /// <summary>By when somebody's first words here should have an answer; 0 when the group does not look after that.</summary>
    public int CareMinutes { get; private set; }

    public bool SampledForReview { get; private set; }

    /// <summary>Set while the group is closed: its members may read, nobody posts and nobody joins.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    /// <summary>Rises with each change of what an admin sets, from 1.</summary>
    public long Version { get; private set; }

    /// <summary>
    /// The number of the newest entry. Whoever writes to the log locks this row first, so numbers have no gaps and commit in order. Only SQL
    /// moves it, never a tracked entity, which could put an old value back.
    /// </summary>
    public long LastSequence { get; private set; }

    /// <summary>
    /// How often somebody has left or was taken out. Counted in the transaction that ends the membership, under the lock that whoever writes to the log takes
    /// too: so each line of the log knows which leavings came before it, and a node that has not heard of one learns of it by the next line.
    /// </summary>
    public long Departures { get; private set; }

    /// <summary>The message that stands on top of the room. Moved by SQL, together with the log that tells of it.</summary>
    public Guid? PinnedMessageId { get; private set; }

    public void Describe(GroupRequest request)
    {
        (Name, Purpose, Language, Topic, Cover) = (request.Name, request.Purpose, request.Language, request.Topic, request.Cover);
        // That words are read which nothing was found in belongs to what everybody agrees to.
        if (!Charter.SequenceEqual(request.Charter) || (request.SampledForReview && !SampledForReview))
        {
            Charter = request.Charter;
            CharterVersion++;
        }
        (Admission, Question, Capacity, AgeBand) = (request.Admission, request.Question, request.Capacity, request.AgeBand ?? AgeBands.Adults);
        (SlowSeconds, QuietFrom, QuietTo, TimeZone) = (request.SlowSeconds, request.QuietFrom, request.QuietTo, request.TimeZone ?? "Etc/UTC");
        (CareMinutes, SampledForReview) = (request.CareMinutes, request.SampledForReview);
        Version++;
    }

    public void Archive(DateTimeOffset at)
    {
        ArchivedAt = at;
        Version++;
    }

    public void Reopen()
    {
        ArchivedAt = null;
        Version++;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            builder.HasIndex(group => group.Slug).IsUnique();
            // Not xmin, which changes with every post.
            builder.Property(group => group.Version).IsConcurrencyToken();
            builder.Property(group => group.Slug).HasMaxLength(100);
            builder.Property(group => group.Name).HasMaxLength(100);
            builder.Property(group => group.Purpose).HasMaxLength(1000);
            builder.Property(group => group.Language).HasMaxLength(10);
            builder.Property(group => group.Topic).HasMaxLength(100);
            builder.Property(group => group.Cover).HasMaxLength(2000);
            builder.Property(group => group.Question).HasMaxLength(300);
            builder.Property(group => group.AgeBand).HasMaxLength(10);
            builder.Property(group => group.TimeZone).HasMaxLength(50);
        }
    }
}
