using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Rules;

/// <summary>The rule set that moderation last put into force. One row: what it replaced is moderation's to remember.</summary>
internal sealed class StoredRuleSet : IEntityTypeConfiguration<StoredRuleSet>
{
    private const int TheOne = 1;

    public int Id { get; private set; }

    public long Activation { get; private set; }

    public int Number { get; private set; }

    public string Digest { get; private set; } = "";

    public byte[] Files { get; private set; } = [];

    /// <summary>Keeps the highest activation, in whatever order and however often the events arrive.</summary>
    public static Task StoreAsync(ChatDb db, RuleSetActivated activated, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        insert into rule_sets (id, activation, number, digest, files) values ({TheOne}, {activated.Activation}, {activated.Number}, {activated.Digest}, {activated.Files})
        on conflict (id) do update set activation = excluded.activation, number = excluded.number, digest = excluded.digest, files = excluded.files
        where rule_sets.activation < excluded.activation
        """,
        cancellationToken);

    public void Configure(EntityTypeBuilder<StoredRuleSet> builder)
    {
        builder.ToTable("rule_sets");
        builder.Property(set => set.Id).ValueGeneratedNever();
        builder.Property(set => set.Digest).HasMaxLength(64);
    }
}
