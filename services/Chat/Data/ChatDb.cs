using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerSupport.Chat.Care;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Members;
using PeerSupport.Chat.Messages;
using PeerSupport.Chat.People;
using PeerSupport.Chat.Rules;
using PeerSupport.Outbox;

namespace PeerSupport.Chat.Data;

internal sealed class ChatDb(DbContextOptions<ChatDb> options) : DbContext(options)
{
    public DbSet<Group> Groups => Set<Group>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Application> Applications => Set<Application>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Proposal> Proposals => Set<Proposal>();

    public DbSet<CareSlot> CareSlots => Set<CareSlot>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<MessageRevision> MessageRevisions => Set<MessageRevision>();

    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<Block> Blocks => Set<Block>();

    public DbSet<Themes> Themes => Set<Themes>();

    public DbSet<StoredRuleSet> RuleSets => Set<StoredRuleSet>();

    public DbSet<StoredModels> Models => Set<StoredModels>();

    public DbSet<DryRun> DryRuns => Set<DryRun>();

    /// <summary>What is told to open connections once the transaction stands; a roll-back must never have been seen by anybody.</summary>
    public List<Func<Task>> AfterCommit { get; } = [];

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ChatDb).Assembly);
        modelBuilder.AddOutbox();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<MessageState>().HaveConversion<WordConverter<MessageState>>().HaveMaxLength(20);
        configurationBuilder.Properties<EntryKind>().HaveConversion<WordConverter<EntryKind>>().HaveMaxLength(20);
        configurationBuilder.Properties<Admission>().HaveConversion<WordConverter<Admission>>().HaveMaxLength(20);
        configurationBuilder.Properties<ApplicationState>().HaveConversion<WordConverter<ApplicationState>>().HaveMaxLength(20);
        configurationBuilder.Properties<ProposalState>().HaveConversion<WordConverter<ProposalState>>().HaveMaxLength(20);
        configurationBuilder.Properties<GroupRole>().HaveConversion<WordConverter<GroupRole>>().HaveMaxLength(20);
        configurationBuilder.Properties<Reaction>().HaveConversion<WordConverter<Reaction>>().HaveMaxLength(20);
        configurationBuilder.Properties<BlockKind>().HaveConversion<WordConverter<BlockKind>>().HaveMaxLength(20);
        configurationBuilder.Properties<Contracts.MessageHandling>().HaveConversion<WordConverter<Contracts.MessageHandling>>().HaveMaxLength(20);
    }

    private sealed class WordConverter<T>() : ValueConverter<T, string>(value => Wire.Of(value), word => Wire.Parse<T>(word))
        where T : struct, Enum;
}
