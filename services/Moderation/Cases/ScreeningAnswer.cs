using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Learning;
using PeerSupport.Moderation.Ledger;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

/// <summary>What a moderator thinks of what screening said.</summary>
public enum ScreeningOpinion
{
    /// <summary>The labels and the level were right.</summary>
    Right,

    /// <summary>The labels were right, the level was not.</summary>
    WrongLevel,

    /// <summary>It was about something else; also when screening said nothing and should have.</summary>
    WrongLabel,

    /// <summary>Nothing had to be said.</summary>
    NotAnIssue,
}

/// <summary>An answer about screening. It never changes what is decided.</summary>
/// <param name="Opinion">Right, wrong level, wrong label, or not an issue.</param>
/// <param name="Labels">The labels that would have been right; asked for when the label was wrong.</param>
/// <param name="Risk">The level that would have been right, from <c>low</c> to <c>critical</c>; asked for when level or label was wrong.</param>
public sealed record ScreeningAnswerRequest(
    [property: Required] ScreeningOpinion? Opinion,
    [property: MaxLength(12)] string[]? Labels,
    [property: MaxLength(10)] string? Risk);

/// <summary>What screening should have said, in a moderator's eyes.</summary>
/// <param name="Opinion">What they answered.</param>
/// <param name="Labels">The labels that are right; empty when nothing had to be said.</param>
/// <param name="Risk">The level that is right.</param>
internal sealed record ScreeningAnswer(ScreeningOpinion Opinion, string[] Labels, CaseRisk Risk)
{
    /// <summary>Completes an answer with what screening said about the words as they stand; null with a refusal when it does not fit.</summary>
    public static (ScreeningAnswer? Answer, ProblemHttpResult? Refusal) Of(Case item, ScreeningAnswerRequest request)
    {
        if (item.Kind is not (CaseKind.Message or CaseKind.Sample))
            return (null, Problems.Unprocessable("nothing_screened", "This case is about a person. What screening said is asked with the case of a message."));

        // Labels of the case gather over edits; what was said about these words is in their matches.
        var said = item.Matches.Select(match => match.Label).Distinct().ToArray();
        var level = item.Matches.Select(match => Parse(match.Risk) ?? CaseRisk.None).DefaultIfEmpty().Max();
        var (labels, risk) = (request.Labels?.Distinct().ToArray() ?? [], Parse(request.Risk));
        return (request.Opinion!.Value, said) switch
        {
            (ScreeningOpinion.NotAnIssue, _) => (new(ScreeningOpinion.NotAnIssue, [], CaseRisk.None), null),
            (ScreeningOpinion.Right or ScreeningOpinion.WrongLevel, []) =>
                (null, Problems.Invalid("screening.opinion", "Screening said nothing about this message. Choose that nothing had to be said, or what it should have said.")),
            (ScreeningOpinion.Right, _) => (new(ScreeningOpinion.Right, said, level), null),
            _ when risk is null or CaseRisk.None => (null, Problems.Invalid("screening.risk", "Choose the level that would have been right.")),
            (ScreeningOpinion.WrongLevel, _) => (new(ScreeningOpinion.WrongLevel, said, risk.Value), null),
            _ when labels.Length == 0 || labels.Except(PeerSupport.Screening.Labels.All).Any() => (null, Problems.Invalid("screening.labels", "Choose what the message is about.")),
            _ => (new(ScreeningOpinion.WrongLabel, labels, risk.Value), null),
        };
    }

    /// <summary>For the ledger, in words of ours.</summary>
    public Dictionary<string, string> Details(int revision) => new()
    {
        ["revision"] = revision.ToString(CultureInfo.InvariantCulture),
        ["screening"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(Opinion.ToString()),
        ["labels"] = string.Join(' ', Labels),
        ["risk"] = Risk.ToString().ToLowerInvariant(),
    };

    private static CaseRisk? Parse(string? word) => Enum.TryParse<CaseRisk>(word, ignoreCase: true, out var risk) && Enum.IsDefined(risk) ? risk : null;
}

/// <summary>A second opinion about what screening said: two who agree weigh more in training than one, two who do not agree teach nothing.</summary>
internal static class SecondAnswers
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Answer(
        Guid id, ScreeningAnswerRequest request, ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockCaseAsync(id, cancellationToken) is not { } item)
            return CaseEndpoints.NoSuchCase();
        if (item.State is not CaseState.Decided || item.Text is null)
            return Problems.Unprocessable("not_decided", "What screening said is asked with the decision, and of others once it is made.");
        if (await Claims.IsInvolvedAsync(db, item, user.Id, cancellationToken))
            return Claims.Involved();
        var (answer, unfit) = ScreeningAnswer.Of(item, request);
        if (unfit is not null)
            return unfit;
        if (await db.TrainingExamples.AnyAsync(example => example.CaseId == id && example.Revision == item.Revision && example.AnsweredById == user.Id, cancellationToken))
            return Problems.Conflict("already_answered", "You have said what you think of it; the first answer counts.");

        await db.AddExampleAsync(item, answer!, user.Id, now, cancellationToken);
        await ledger.AppendAsync(new LedgerFact(now, user.Id, "answered", id, answer!.Details(item.Revision)), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
