using PeerSupport.Moderation.Guidelines;

namespace PeerSupport.Moderation.Cases;

/// <summary>Puts into words why a case is there. Nothing of a member's text is in these words, so they may be shown in the queue.</summary>
internal static class Explanations
{
    private static readonly string[] Numbers = ["nobody", "one member", "two members", "three members", "four members", "five members"];

    /// <summary>One line; distress comes first, whatever else was found.</summary>
    public static string Summary(CaseKind kind, string[] labels, int reports, GuidelineBook book)
    {
        var key = kind switch
        {
            CaseKind.Referral => "referral",
            CaseKind.Question => "question",
            CaseKind.Sample => "sample",
            _ => labels.OrderByDescending(book.Care.Labels.Contains).FirstOrDefault(book.Summaries.ContainsKey) ?? (reports > 0 ? "reported" : "not_screened"),
        };
        return book.Summaries[key];
    }

    /// <summary>The strongest rules' own sentences, then who raised it.</summary>
    public static string Why(Case item, GuidelineBook book)
    {
        if (item.Kind is CaseKind.Question)
            return "A member asked the team.";
        if (item.Kind is CaseKind.Sample)
            return "Chosen by lot among messages that screening let through, in a group whose charter says so. As far as anybody knows nothing is wrong with it.";

        var strongest = item.Matches.OrderByDescending(match => Enum.TryParse<CaseRisk>(match.Risk, true, out var risk) ? risk : CaseRisk.None)
            .Select(match => match.Explanation.Trim()).Where(sentence => sentence.Length > 0).Distinct().Take(3)
            .Select(sentence => sentence.EndsWith('.') ? sentence : sentence + ".");
        var said = item.Kind is CaseKind.Referral ? "Worried about the author" : "Reported";
        string[] raised = item.Reports.Count == 0 ? [] : [$"{said}: {Count(item.Reports.Count)}{Reasons(item, book)}."];
        string[] unscreened = item.RuleSetVersion == "not screened" ? ["Screening did not answer, so a person has to read it."] : [];
        string[] reworded = item.Revision > 0 && item.Matches.Length == 0 && item.Labels.Length > 0
            ? ["The author has changed the message since; the words it has now raise nothing by themselves."]
            : [];
        return string.Join(' ', [.. strongest, .. reworded, .. raised, .. unscreened]);
    }

    private static string Reasons(Case item, GuidelineBook book)
    {
        var reasons = item.Reports.Select(report => book.ReportReasons.GetValueOrDefault(report.Reason)).OfType<string>().Distinct().ToList();
        return reasons.Count == 0 ? "" : $", for {string.Join(", ", reasons)}";
    }

    private static string Count(int number) => number < Numbers.Length ? Numbers[number] : $"{number} members";
}
