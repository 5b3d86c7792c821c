using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Learning;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Moderation.Projections;
using PeerSupport.Moderation.Rules;
using PeerSupport.Outbox;

namespace PeerSupport.Moderation.Data;

/// <summary>The database of moderation.</summary>
public sealed class ModerationDb(DbContextOptions<ModerationDb> options) : DbContext(options)
{
    internal DbSet<Case> Cases => Set<Case>();

    internal DbSet<Report> Reports => Set<Report>();

    internal DbSet<Decision> Decisions => Set<Decision>();

    internal DbSet<TrainingExample> TrainingExamples => Set<TrainingExample>();

    internal DbSet<TrainedModel> TrainedModels => Set<TrainedModel>();

    internal DbSet<ModelActivation> ModelActivations => Set<ModelActivation>();

    internal DbSet<TrainingRun> TrainingRuns => Set<TrainingRun>();

    internal DbSet<ModelDay> ModelDays => Set<ModelDay>();

    internal DbSet<ErasedMessage> ErasedMessages => Set<ErasedMessage>();

    internal DbSet<RuleVersion> RuleVersions => Set<RuleVersion>();

    internal DbSet<RuleActivation> RuleActivations => Set<RuleActivation>();

    internal DbSet<RuleDryRun> RuleDryRuns => Set<RuleDryRun>();

    internal DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    internal DbSet<Member> Members => Set<Member>();

    internal DbSet<Group> Groups => Set<Group>();

    /// <summary>
    /// Loads a case and keeps others from changing it until the transaction ends: an edit that arrives while somebody decides waits, or makes
    /// the decision see it.
    /// </summary>
    internal Task<Case?> LockCaseAsync(Guid id, CancellationToken cancellationToken) =>
        Cases.FromSql($"select * from cases where id = {id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>The same by message; a message has at most one case.</summary>
    internal Task<Case?> LockCaseOfAsync(Guid messageId, CancellationToken cancellationToken) =>
        Cases.FromSql($"select * from cases where message_id = {messageId} and kind = 'Message' for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>Every case about a message, the oldest first: the one of the message itself, and those of members who worry about its author.</summary>
    internal Task<List<Case>> LockCasesAboutAsync(Guid messageId, CancellationToken cancellationToken) =>
        Cases.FromSql($"select * from cases where message_id = {messageId} order by id for update").AsTracking().ToListAsync(cancellationToken);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence<long>("case_numbers");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ModerationDb).Assembly);
        modelBuilder.AddOutbox();
    }
}
