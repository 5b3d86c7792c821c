using System.Diagnostics;
using System.Globalization;
using System.Text;
using PeerSupport.Screening;

namespace PeerSupport.Load;

/// <summary>Measures one call of screening after the other on one core, warm, and the plain normalisation of the same texts in the same run.</summary>
internal static class ScreeningLatency
{
    private const int Count = 20_000;
    private const int FewestRounds = 4;
    private const int MostRounds = 15;

    public static int Run(TextWriter output)
    {
        var loading = Stopwatch.StartNew();
        var screener = Screener.CreateDefault();
        output.WriteLine(Invariant($"rules and model loaded in {loading.Elapsed.TotalSeconds:0.00} s"));
        var rules = Screener.CreateDefault(new() { UseModel = false });
        // Thrown away: whichever row came first would be measured while its code is still being compiled.
        Measure(Corpus.Messages(Count, 200), text => screener.Screen(text).Labels.Count);
        foreach (var (name, length) in new[] { ("short", 60), ("usual", 200), ("long", 2_000) })
        {
            var messages = Corpus.Messages(Count, length);
            var screening = Measure(messages, text => screener.Screen(text).Labels.Count);
            var alone = Measure(messages, text => rules.Screen(text).Labels.Count);
            var plain = Measure(messages, text => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Length);
            output.WriteLine(Invariant($"{Count} {name} messages of about {length} characters, microseconds"));
            Print(output, "screening", screening);
            Print(output, "rules only", alone);
            Print(output, "normalise", plain);
            output.WriteLine(Invariant($"  p99 of screening is {At(screening, 99) / At(plain, 99):0.0} times that of normalising"));
            if (length == 200)
                Histogram(output, screening);
        }
        output.WriteLine("one text of 10,000 characters, milliseconds (best of 5), and the double of it");
        foreach (var unit in (string[])["i ", "want to ", "die ", "1 ", "1-", "a@", "a!", "е\u0301", "\"i ", "pills. ", "𝐤", "k.", "i want to die, ", "my friend took all the pills and ", "\u200B"])
            output.WriteLine(Invariant($"  {Shown(unit),-40} {Best(screener, unit, 10_000),8:0.00} {Best(screener, unit, 20_000),8:0.00}"));
        return 0;
    }

    /// <summary>Rounds are repeated until two in a row take the same: the first ones pay for code that is compiled, and compiled better, while it runs.</summary>
    private static double[] Measure(List<string> messages, Func<string, int> work)
    {
        var before = Round(messages, work);
        for (var round = 2; ; round++)
        {
            var times = Round(messages, work);
            var settled = Math.Abs(times.Sum() - before.Sum()) < before.Sum() * 0.03;
            if ((round >= FewestRounds && settled) || round == MostRounds)
            {
                // A shared machine takes the processor away now and then: the better of two rounds is the work itself.
                var best = times.Zip(before, Math.Min).ToArray();
                Array.Sort(best);
                return best;
            }
            before = times;
        }
    }

    private static double[] Round(List<string> messages, Func<string, int> work)
    {
        var times = new double[messages.Count];
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work(messages[i]);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }
        return times;
    }

    private static double Best(Screener screener, string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            screener.Screen(text);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return best;
    }

    private static double At(double[] sorted, double percent) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * percent / 100))];

    private static void Print(TextWriter output, string name, double[] sorted) =>
        output.WriteLine(Invariant($"  {name,-10} p50 {At(sorted, 50),8:0.0}  p95 {At(sorted, 95),8:0.0}  p99 {At(sorted, 99),8:0.0}  p99.9 {At(sorted, 99.9),8:0.0}  most {sorted[^1],9:0.0}"));

    private static void Histogram(TextWriter output, double[] sorted)
    {
        double edge = 2.5;
        for (var from = 0; from < sorted.Length; edge *= 2)
        {
            var to = Array.FindIndex(sorted, from, time => time >= edge) is >= 0 and var found ? found : sorted.Length;
            if (to > from)
                output.WriteLine(Invariant($"  under {edge,8:0} {to - from,6} {new string('#', (to - from) * 60 / sorted.Length)}"));
            from = to;
        }
    }

    private static string Shown(string unit) => string.Concat(unit.Select(sign => sign is >= ' ' and < '\u007F' ? sign.ToString() : Invariant($"\\u{(int)sign:x4}")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
