using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>Changes to drafts. Whoever saves says what they have read (If-Match), so that nobody's work is written over.</summary>
internal static class Drafts
{
    public static async Task<Results<Created<RuleVersionNumber>, ProblemHttpResult>> Start(
        StartDraftRequest request, ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(request.BasedOn!.Value, cancellationToken) is not { } basis)
            return RuleReading.NoSuchVersion();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var draft = new RuleVersion(basis, user.Id, request.Note?.Trim() ?? "", now);
        db.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AppendAsync(RuleActivations.Fact(draft, user.Id, "rules_drafted", now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/moderation/rules/versions/{draft.Number}", new RuleVersionNumber(draft.Number, draft.Etag()));
    }

    public static Task<Results<Ok<RuleSaved>, ProblemHttpResult>> SaveFile(
        int number, string name, SaveFileRequest request, DraftSaving saving, CancellationToken cancellationToken) =>
        !RuleLimits.IsFileName(name)
            ? Refused(Problems.Invalid("name", "A file is named by small letters, digits and dashes, and ends with .yaml."))
            : saving.SaveAsync(number, files => files[name] = Clean(request.Text!), cancellationToken);

    public static Task<Results<Ok<RuleSaved>, ProblemHttpResult>> RemoveFile(int number, string name, DraftSaving saving, CancellationToken cancellationToken) =>
        saving.SaveAsync(number, files => _ = files.Remove(name) ? true : throw new UnknownPartException(RuleReading.NoSuchFile()), cancellationToken);

    public static Task<Results<Ok<RuleSaved>, ProblemHttpResult>> SaveRule(
        int number, string id, SaveRuleRequest request, DraftSaving saving, CancellationToken cancellationToken)
    {
        if (request.Fields is null == request.Yaml is null)
            return Refused(Problems.Invalid("fields", "Send the fields of the rule, or its lines: one of the two."));
        return saving.SaveAsync(number, files => Put(files, id, request), cancellationToken);
    }

    public static Task<Results<Ok<RuleSaved>, ProblemHttpResult>> RemoveRule(int number, string id, DraftSaving saving, CancellationToken cancellationToken) =>
        saving.SaveAsync(
            number,
            files =>
            {
                var rule = RuleReading.FindRule(files, id) ?? throw new UnknownPartException(RuleReading.NoSuchRule());
                files[rule.File] = RuleText.Remove(files[rule.File], id);
            },
            cancellationToken);

    private static void Put(Dictionary<string, string> files, string id, SaveRuleRequest request)
    {
        if (RuleReading.FindRule(files, id) is { } known)
        {
            var text = files[known.File];
            files[known.File] = request.Fields is { } fields ? RuleText.Change(text, id, fields.Read()) : RuleText.Replace(text, id, Clean(request.Yaml!));
            return;
        }

        if (request.File is not { } file || !RuleLimits.IsFileName(file))
            throw new UnknownPartException(Problems.Invalid("file", "A new rule goes into a file. Its name is small letters, digits and dashes, and ends with .yaml."));
        files[file] = RuleText.Add(files.GetValueOrDefault(file, ""), request.Fields is { } written ? RuleText.Write(written.Read()) : Clean(request.Yaml!));
    }

    private static string Clean(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static Task<Results<Ok<RuleSaved>, ProblemHttpResult>> Refused(ProblemHttpResult problem) =>
        Task.FromResult<Results<Ok<RuleSaved>, ProblemHttpResult>>(problem);
}

/// <summary>What is to be changed is not there.</summary>
internal sealed class UnknownPartException(ProblemHttpResult problem) : Exception
{
    public ProblemHttpResult Problem => problem;
}
