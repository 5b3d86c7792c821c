using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Ledger;

/// <summary>
/// One row of a chain: its hash is the SHA-256 of the previous row's hash followed by its own payload, so a row that is changed, removed or
/// slipped in breaks every hash after it. The payload holds ids and words of ours, never a text of a member, so that erasure does not break the chain.
/// </summary>
internal sealed class LedgerEntry
{
    private LedgerEntry()
    {
    }

    public LedgerEntry(LedgerEntry? previous, LedgerFact fact)
    {
        Number = (previous?.Number ?? 0) + 1;
        (At, ActorId, Action, CaseId) = (fact.At, fact.ActorId, fact.Action, fact.CaseId);
        Payload = JsonSerializer.Serialize(new { number = Number, fact.At, fact.ActorId, fact.Action, fact.CaseId, fact.Details }, Json.Options);
        PreviousHash = previous?.Hash ?? new byte[SHA256.HashSizeInBytes];
        Hash = HashOf(PreviousHash, Payload);
    }

    public long Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ActorId { get; private set; }

    public string Action { get; private set; } = "";

    public Guid? CaseId { get; private set; }

    /// <summary>Text, not jsonb: the hash is over these very bytes, and jsonb would put the keys in another order.</summary>
    public string Payload { get; private set; } = "";

    public byte[] PreviousHash { get; private set; } = [];

    public byte[] Hash { get; private set; } = [];

    public bool Follows(LedgerEntry? previous) =>
        Number == (previous?.Number ?? 0) + 1
        && PreviousHash.AsSpan().SequenceEqual(previous?.Hash ?? new byte[SHA256.HashSizeInBytes])
        && Hash.AsSpan().SequenceEqual(HashOf(PreviousHash, Payload));

    private static byte[] HashOf(byte[] previous, string payload) => SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(payload)]);
}

/// <summary>What somebody did.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="ActorId">Who.</param>
/// <param name="Action">A word such as <c>claimed</c>.</param>
/// <param name="CaseId">With which case, if there is one.</param>
/// <param name="Details">Ids and words of ours; no text of a member.</param>
internal sealed record LedgerFact(DateTimeOffset At, Guid ActorId, string Action, Guid? CaseId, IReadOnlyDictionary<string, string>? Details = null);

internal sealed class LedgerTable : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.HasKey(entry => entry.Number);
        builder.Property(entry => entry.Number).ValueGeneratedNever();
        builder.Property(entry => entry.Action).HasMaxLength(50);
        builder.HasIndex(entry => entry.CaseId);
    }
}
