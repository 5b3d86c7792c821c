using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Outbox;

namespace PeerSupport.Moderation.Rules;

/// <summary>Puts rules into force, and tells chat so. Whoever does it waits for whoever is doing it.</summary>
internal sealed class RuleActivations(ModerationDb db, LedgerWriter ledger, TimeProvider clock)
{
    private const long RulesLock = 0x72756C6573; // "rules"

    public Task LockAsync(CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({RulesLock})", cancellationToken);

    /// <summary>The caller has a transaction and the lock, and commits.</summary>
    /// <param name="version">Which.</param>
    /// <param name="byId">Who.</param>
    /// <param name="action">The ledger's word for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ActivateAsync(RuleVersion version, Guid byId, string action, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // First and by itself: the index allows one at any moment.
        await db.RuleVersions.Where(one => one.State == RuleVersionState.Active)
            .ExecuteUpdateAsync(one => one.SetProperty(set => set.State, RuleVersionState.Retired), cancellationToken);
        version.Activate(byId, now);
        var last = await db.RuleActivations.MaxAsync(activation => (long?)activation.Id, cancellationToken) ?? 0;
        var activation = new RuleActivation(last + 1, version.Number, byId, now);
        db.Add(activation);
        Tell(activation, version);
        await ledger.AppendAsync(Fact(version, byId, action, now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Tells chat once more what is in force: it keeps what it has when that is as new, and heals when it has lost it.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        if (await db.RuleActivations.OrderByDescending(activation => activation.Id).FirstOrDefaultAsync(cancellationToken) is not { } last)
            return;
        Tell(last, await db.RuleVersions.SingleAsync(version => version.Number == last.Number, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the ledger keeps of an act: which rules, never their words.</summary>
    public static LedgerFact Fact(RuleVersion version, Guid byId, string action, DateTimeOffset now) => new(now, byId, action, null, new Dictionary<string, string>
    {
        ["version"] = version.Number.ToString(CultureInfo.InvariantCulture),
        ["digest"] = version.Digest,
    });

    private void Tell(RuleActivation activation, RuleVersion version) =>
        db.Enqueue(new RuleSetActivated(Guid.CreateVersion7(), clock.GetUtcNow(), activation.Id, version.Number, version.Digest, version.Files));
}
