using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Moderation.Data;
using PeerSupport.Screening.Training.Community;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Learning;

/// <summary>Everything about learning from decisions on one page.</summary>
/// <param name="Answered">About how many messages somebody answered.</param>
/// <param name="LeastAnswers">From how many answers on a label may have a model.</param>
/// <param name="LeastOfEither">How many of them must have the label, and how many must not.</param>
/// <param name="Labels">How far each label is.</param>
/// <param name="Models">The latest models, the newest first.</param>
/// <param name="Training">The latest training; null when there was none.</param>
public sealed record ModelOverview(int Answered, int LeastAnswers, int LeastOfEither, LabelProgress[] Labels, ModelView[] Models, TrainingView? Training);

/// <summary>How many answers a label has, and how many it still lacks.</summary>
public sealed record LabelProgress(string Label, int Yes, int No, int Lacks);

/// <summary>A model with its card and what it said on the last days.</summary>
public sealed record ModelView(long Number, DateTimeOffset TrainedAt, ModelMode Mode, int Messages, LabelFigures[] Card, ModelDayView[] Days);

/// <summary>One day of a model: how many messages it read, how many labels it raised or would have raised, and how moderators judged them.</summary>
public sealed record ModelDayView(DateOnly Day, int Read, int Raised, int Right, int Wrong, int Missed);

/// <summary>How far a training is; <paramref name="Outcome"/> is null while it goes on.</summary>
public sealed record TrainingView(DateTimeOffset AskedAt, int Progress, DateTimeOffset? FinishedAt, string? Outcome, long? ModelNumber);

/// <summary>What a model may do from now on.</summary>
/// <param name="Number">Which model.</param>
/// <param name="Mode">Off, shadow or active.</param>
public sealed record ModelModeRequest([property: Required] long? Number, [property: Required] ModelMode? Mode);

internal static class ModelEndpoints
{
    private const int Models = 5;
    private const int Days = 14;

    public static void MapModel(this IEndpointRouteBuilder app)
    {
        var model = app.MapGroup("/api/moderation/model").RequireAuthorization(Policies.Moderator).WithTags("Model");
        model.MapGet("", Read).WithSummary("What moderators' answers have taught so far, and what the models say.");
        model.MapPost("training", Train).WithSummary("Trains a model now, from every answer there is.").ProducesProblem(StatusCodes.Status409Conflict);
        model.MapPost("mode", Switch).WithSummary("Switches a model on, into the shadow, or off.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ModelOverview>> Read(ModerationDb db, LearningOptions options, CancellationToken cancellationToken)
    {
        var answers = await db.TrainingExamples.AsNoTracking().Select(example => new { example.MessageId, example.Revision, example.Labels }).ToListAsync(cancellationToken);
        var messages = answers.GroupBy(answer => (answer.MessageId, answer.Revision)).Select(rows => rows.ToList()).ToList();
        var labels = Screening.Labels.All.Select(label =>
        {
            var balance = messages.ConvertAll(rows => rows.Sum(row => row.Labels.Contains(label) ? 1 : -1));
            var (yes, no) = (balance.Count(one => one > 0), balance.Count(one => one < 0));
            return new LabelProgress(label, yes, no, Math.Max(0, Math.Max(options.LeastAnswers - yes - no, options.LeastOfEither - Math.Min(yes, no))));
        });
        var training = await db.TrainingRuns.AsNoTracking().OrderByDescending(run => run.AskedAt)
            .Select(run => new TrainingView(run.AskedAt, run.Progress, run.FinishedAt, run.Outcome, run.ModelNumber)).FirstOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new ModelOverview(
            messages.Count, options.LeastAnswers, options.LeastOfEither, [.. labels], await ModelsAsync(db, cancellationToken), training));
    }

    private static async Task<ModelView[]> ModelsAsync(ModerationDb db, CancellationToken cancellationToken)
    {
        var last = await Activations.LastAsync(db, cancellationToken);
        // Those that take part are always among them, however many were trained since.
        var models = await db.TrainedModels.AsNoTracking()
            .OrderByDescending(model => last != null && (model.Number == last.ActiveNumber || model.Number == last.ShadowNumber)).ThenByDescending(model => model.Number)
            .Take(Models).Select(model => new { model.Number, model.TrainedAt, model.Messages, model.Card }).ToListAsync(cancellationToken);
        var numbers = models.ConvertAll(model => model.Number);
        var days = await db.ModelDays.AsNoTracking().Where(day => numbers.Contains(day.Number))
            .GroupBy(day => new { day.Number, day.Day })
            .Select(rows => new
            {
                rows.Key.Number,
                View = new ModelDayView(
                    rows.Key.Day, rows.Sum(row => row.Label == "" ? row.Raised : 0), rows.Sum(row => row.Label == "" ? 0 : row.Raised),
                    rows.Sum(row => row.Right), rows.Sum(row => row.Wrong), rows.Sum(row => row.Missed)),
            }).ToListAsync(cancellationToken);
        return [.. models.OrderByDescending(model => model.Number).Select(model => new ModelView(
            model.Number, model.TrainedAt, last?.ModeOf(model.Number) ?? ModelMode.Off, model.Messages, model.Card,
            [.. days.Where(day => day.Number == model.Number).Select(day => day.View).OrderByDescending(day => day.Day).Take(Days)]))];
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Train(
        ModerationDb db, TrainingSignal signal, Ledger.LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(new TrainingRun(user.Id, now));
        await ledger.AppendAsync(new(now, user.Id, "training_asked", null), cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problems.Conflict("training", "A training is going on. It tells how far it is on this page.");
        }

        await transaction.CommitAsync(cancellationToken);
        signal.Notify();
        return TypedResults.Accepted("/api/moderation/model");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Switch(
        ModelModeRequest request, ModerationDb db, Activations activations, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.TrainedModels.AnyAsync(model => model.Number == request.Number, cancellationToken))
            return Problems.NotFound("model_not_found", "There is no such model.");
        await activations.SetAsync(request.Number!.Value, request.Mode!.Value, user.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
