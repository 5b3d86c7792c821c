using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Learning;

/// <summary>Counts what models say, day by day, and how moderators judge it. Numbers only.</summary>
internal static class ModelDays
{
    /// <summary>Counts what the models said of a batch. Called last, because its rows are everybody's.</summary>
    public static Task CountSaidAsync(this ModerationDb db, MessagesScreened screened, CancellationToken cancellationToken)
    {
        var said = screened.Messages.SelectMany(message => new[] { message.Active, message.Shadow }.OfType<ModelReading>())
            .SelectMany(reading => reading.Labels.Append("").Select(label => (reading.Number, Label: label)));
        return AddAsync(db, screened.OccurredAt, said.Select(one => (one.Number, one.Label, "raised")), cancellationToken);
    }

    /// <summary>Counts where a moderator agreed with what the models said of a case.</summary>
    public static Task CountJudgedAsync(this ModerationDb db, Case item, ScreeningAnswer answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var judged = item.Readings.SelectMany(reading => reading.Labels.Union(answer.Labels).Select(label => (
            reading.Number, Label: label, !reading.Labels.Contains(label) ? "missed" : answer.Labels.Contains(label) ? "right" : "wrong")));
        return AddAsync(db, now, judged, cancellationToken);
    }

    private static async Task AddAsync(ModerationDb db, DateTimeOffset now, IEnumerable<(long Number, string Label, string Column)> counted, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        // In one order, so that two batches cannot wait for each other's rows.
        foreach (var rows in counted.GroupBy(one => (one.Number, one.Label)).OrderBy(rows => rows.Key.Number).ThenBy(rows => rows.Key.Label, StringComparer.Ordinal))
        {
            int raised = Of("raised"), right = Of("right"), wrong = Of("wrong"), missed = Of("missed");
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into model_days (number, day, label, raised, "right", wrong, missed) values ({rows.Key.Number}, {day}, {rows.Key.Label}, {raised}, {right}, {wrong}, {missed})
                on conflict (number, day, label) do update set raised = model_days.raised + excluded.raised, "right" = model_days."right" + excluded."right",
                    wrong = model_days.wrong + excluded.wrong, missed = model_days.missed + excluded.missed
                """,
                cancellationToken);

            int Of(string column) => rows.Count(one => one.Column == column);
        }
    }
}
