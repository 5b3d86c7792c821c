using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Outbox;

namespace PeerSupport.Moderation.Learning;

/// <summary>Says which models take part, and tells chat so.</summary>
internal sealed class Activations(ModerationDb db, LedgerWriter ledger, TimeProvider clock)
{
    private const long ActivationLock = 0x6D6F64656C; // "model"

    /// <summary>Gives a model another part; whichever held that part before is off. The caller has a transaction, and commits it.</summary>
    public async Task SetAsync(long number, ModelMode mode, Guid byId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ActivationLock})", cancellationToken);
        var last = await LastAsync(db, cancellationToken);
        if ((last?.ModeOf(number) ?? ModelMode.Off) == mode)
            return;

        var (now, next) = (clock.GetUtcNow(), new ModelActivation(last, number, mode, byId, clock.GetUtcNow()));
        db.Add(next);
        db.Enqueue(new ModelsActivated(
            Guid.CreateVersion7(), now, next.Id, await FileAsync(next.ActiveNumber, cancellationToken), await FileAsync(next.ShadowNumber, cancellationToken)));
        var details = new Dictionary<string, string>
        {
            ["model"] = number.ToString(CultureInfo.InvariantCulture),
            ["mode"] = mode.ToString().ToLowerInvariant(),
        };
        await ledger.AppendAsync(new LedgerFact(now, byId, "model_switched", null, details), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    public static Task<ModelActivation?> LastAsync(ModerationDb db, CancellationToken cancellationToken) =>
        db.ModelActivations.AsNoTracking().OrderByDescending(activation => activation.Id).FirstOrDefaultAsync(cancellationToken);

    private async Task<TrainedModelFile?> FileAsync(long? number, CancellationToken cancellationToken) => number is not { } known ? null
        : new(known, await db.TrainedModels.Where(model => model.Number == known).Select(model => model.File).SingleAsync(cancellationToken));
}
