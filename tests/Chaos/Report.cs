using System.Globalization;

namespace PeerSupport.Chaos;

/// <summary>Says what a run came to.</summary>
internal static class Report
{
    public static void Write(Outcome outcome, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{outcome.Breaks} forced breaks; {outcome.Posts} posts acknowledged; {outcome.Shown} lines shown; {outcome.Removed} members taken out, {outcome.Returned} left and came back");
        foreach (var same in outcome.Faults.GroupBy(fault => fault))
            output.WriteLine($"  {same.Count()} × {same.Key}");
        output.WriteLine($"resume while everything ran: {Describe(outcome.Resumes.Calm)}");
        output.WriteLine($"  of that without the client's pause: {Describe(outcome.Resumes.WithoutPause)}");
        output.WriteLine($"resume while something was down: {Describe(outcome.Resumes.InFault)}");
        var found = outcome.Findings;
        output.WriteLine($"lost {found.Lost}, doubled {found.Doubled}, out of order {found.OutOfOrder}, seen without right {found.Exposed}, unanswered {found.Unanswered}");
        foreach (var words in found.Words)
            output.WriteLine($"  {words}");
    }

    private static string Describe((int Count, double P50, double P95, double Most) times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Count} times, p50 {times.P50:0} ms, p95 {times.P95:0} ms, longest {times.Most:0} ms");
}
