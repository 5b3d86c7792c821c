using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>Where a version of the rules stands.</summary>
public enum RuleVersionState
{
    /// <summary>Being written; nothing else is ever changed.</summary>
    Draft,

    /// <summary>Waiting for a second person.</summary>
    Proposed,

    /// <summary>In force. There is one at most.</summary>
    Active,

    /// <summary>Was in force, and can be again.</summary>
    Retired,

    /// <summary>Declined, or given up.</summary>
    Discarded,
}

/// <summary>A version of the rules: files, and what became of them.</summary>
internal sealed class RuleVersion
{
    private RuleVersion()
    {
    }

    /// <summary>The rules that come with the library: nobody here has written them.</summary>
    public static RuleVersion OfLibrary(string note, DateTimeOffset now) =>
        new() { Files = RuleFiles.Pack(Screener.StarterRules), Digest = RuleFiles.Digest(Screener.StarterRules), Note = note, CreatedAt = now, ChangedAt = now };

    /// <summary>A draft that begins with the files of another version.</summary>
    public RuleVersion(RuleVersion basis, Guid authorId, string note, DateTimeOffset now)
    {
        (BasedOn, AuthorId, Note, CreatedAt, ChangedAt, Files, Digest) = (basis.Number, authorId, note, now, now, basis.Files, basis.Digest);
        // What was never approved is still the work of those who wrote it, in a copy too.
        Writers = basis.WasActive ? [authorId] : [.. basis.Writers.Append(authorId).Distinct()];
    }

    public int Number { get; private set; }

    public RuleVersionState State { get; private set; }

    public string Digest { get; private set; } = "";

    /// <summary>The files as <see cref="RuleFiles.Pack"/> makes them.</summary>
    public byte[] Files { get; private set; } = [];

    /// <summary>Who began it; empty for what came with the library.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>Everybody who has a part in its words, the author and whoever proposed it included. None of them may approve it.</summary>
    public Guid[] Writers { get; private set; } = [];

    public int? BasedOn { get; private set; }

    /// <summary>Why it is, in the words of its author.</summary>
    public string Note { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public DateTimeOffset? ProposedAt { get; private set; }

    public Guid? ProposedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid? DecidedById { get; private set; }

    /// <summary>Why it was declined.</summary>
    public string? Reason { get; private set; }

    public bool WasActive { get; private set; }

    public IReadOnlyDictionary<string, string> Read() => RuleFiles.Unpack(Files);

    public void Save(IReadOnlyDictionary<string, string> files, Guid editorId, DateTimeOffset now)
    {
        (Files, Digest, ChangedAt) = (RuleFiles.Pack(files), RuleFiles.Digest(files), now);
        Writers = [.. Writers.Append(editorId).Distinct()];
    }

    public void Propose(Guid byId, string note, DateTimeOffset now)
    {
        (State, Note, ProposedAt, ProposedById) = (RuleVersionState.Proposed, note, now, byId);
        Writers = [.. Writers.Append(byId).Distinct()];
    }

    public void Decline(Guid byId, string reason, DateTimeOffset now) =>
        (State, Reason, DecidedAt, DecidedById) = (RuleVersionState.Discarded, reason, now, byId);

    public void Discard(Guid byId, DateTimeOffset now) => (State, DecidedAt, DecidedById) = (RuleVersionState.Discarded, now, byId);

    /// <summary>Puts it into force. Whoever was before has been retired.</summary>
    public void Activate(Guid byId, DateTimeOffset now)
    {
        if (!WasActive)
            (DecidedAt, DecidedById) = (now, byId);
        (State, WasActive) = (RuleVersionState.Active, true);
    }
}

/// <summary>That a version came into force, by approval or by going back to it. The last one counts, and chat counts along.</summary>
internal sealed class RuleActivation
{
    private RuleActivation()
    {
    }

    public RuleActivation(long id, int number, Guid byId, DateTimeOffset at) => (Id, Number, ById, At) = (id, number, byId, at);

    public long Id { get; private set; }

    public int Number { get; private set; }

    public Guid ById { get; private set; }

    public DateTimeOffset At { get; private set; }
}

internal sealed class RuleTables : IEntityTypeConfiguration<RuleVersion>, IEntityTypeConfiguration<RuleActivation>
{
    public void Configure(EntityTypeBuilder<RuleVersion> builder)
    {
        builder.HasKey(version => version.Number);
        builder.Property(version => version.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(version => version.Digest).HasMaxLength(64);
        builder.Property(version => version.Note).HasMaxLength(RuleLimits.Note);
        builder.Property(version => version.Reason).HasMaxLength(RuleLimits.Note);
        builder.Property<uint>("xmin").IsRowVersion();
        builder.HasIndex(version => version.Digest);
        // Whatever happens at once, two sets are never in force.
        builder.HasIndex(version => version.State).IsUnique().HasFilter("state = 'Active'").HasDatabaseName("ix_rule_versions_active");
    }

    public void Configure(EntityTypeBuilder<RuleActivation> builder) => builder.Property(activation => activation.Id).ValueGeneratedNever();
}
