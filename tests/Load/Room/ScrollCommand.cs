using System.Globalization;
using Microsoft.Playwright;
using PeerSupport.Load.Chat;

namespace PeerSupport.Load.Room;

/// <summary>
/// How the room's page scrolls on a phone with many messages known, beside the same page with 200: in Chromium at 390 by 844 pixels and a fourth of the
/// processor's speed, with the bundle that was built last and a stand-in for the service in the page.
/// </summary>
internal sealed class ScrollCommand(LoadOptions options, TextWriter output)
{
    private const int Few = 200;
    private const string Origin = "http://localhost";

    private const string Html = """
        <!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/ui/site.css"></head>
        <body><main id="main"><h1>Room</h1><ps-room data-group-id="00000000-0000-7000-8000-000000000001" data-group-slug="room" data-me="reader" data-me-name="Fern"></ps-room></main>
        <script type="module" src="/islands/room.js"></script></body></html>
        """;

    private readonly string _checkout = Checkout();

    /// <summary>Interleaved rounds; medians of the rounds' figures, in milliseconds, and their ratio.</summary>
    public async Task<int> RunAsync()
    {
        var many = options.Number("messages", 10_000);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        List<Figures> few = [], lots = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            few.Add(await MeasureAsync(chromium, Few));
            lots.Add(await MeasureAsync(chromium, many));
        }

        var (one, other) = (Figures.Median(few), Figures.Median(lots));
        await output.WriteLineAsync($"milliseconds, medians of {options.Rounds} rounds     frame p50    p95  longest    a message drawn p50  longest");
        await output.WriteLineAsync($"{Few,8} messages known              {one}");
        await output.WriteLineAsync($"{many,8} messages known              {other}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"times as long                      {other.Frame / one.Frame,6:0.00} {other.Frame95 / one.Frame95,6:0.00}    {other.Drawn / one.Drawn,24:0.00}"));
        return 0;
    }

    private async Task<Figures> MeasureAsync(IBrowser chromium, int known)
    {
        await using var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true, BaseURL = Origin });
        var page = await context.NewPageAsync();
        await page.RouteAsync(Origin + "/**", AnswerAsync);
        await page.AddInitScriptAsync($"globalThis.known = {known};");
        await page.AddInitScriptAsync(scriptPath: Path.Combine(_checkout, "tests/Load/Room/stand-in.js"));
        await page.GotoAsync("/room");
        await page.Locator($"#m-00000000-0000-7000-8000-{known:000000000000}").WaitForAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        await page.EvaluateAsync("scrolling(1000)");
        var frames = await page.EvaluateAsync<double[]>($"scrolling({1000 * options.Number("seconds", 5)})");
        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        return new(frames, await page.EvaluateAsync<double[]>("arriving(20)"));
    }

    private Task AnswerAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        var file = path switch
        {
            "/islands/room.js" => "services/Web/wwwroot/islands/room.js",
            "/ui/site.css" => "services/Ui/wwwroot/site.css",
            _ when path.StartsWith("/ui/fonts/", StringComparison.Ordinal) => "services/Ui/wwwroot/" + path["/ui/".Length..],
            _ => null,
        };
        if (path == "/room")
            return route.FulfillAsync(new() { Body = Html, ContentType = "text/html" });
        return file is null ? route.FulfillAsync(new() { Status = 404 }) : route.FulfillAsync(new() { Path = Path.Combine(_checkout, file) });
    }

    private static string Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PeerSupport.sln")))
                return File.Exists(Path.Combine(folder.FullName, "services/Web/wwwroot/islands/room.js")) && File.Exists(Path.Combine(folder.FullName, "services/Ui/wwwroot/site.css"))
                    ? folder.FullName : throw new InvalidOperationException("Build services/Web first: the page's script and styles are measured as they were built last.");
        }

        throw new InvalidOperationException("This measures the page of a checkout, and there is none around the program.");
    }

    /// <summary>Milliseconds of one round, or of the medians of several.</summary>
    private sealed record Figures(double Frame, double Frame95, double Longest, double Drawn, double DrawnLongest)
    {
        public Figures(double[] frames, double[] drawn)
            : this(At(frames, 0.5), At(frames, 0.95), frames.Max(), At(drawn, 0.5), drawn.Max())
        {
        }

        public static Figures Median(IReadOnlyList<Figures> rounds) => new(
            At(rounds.Select(one => one.Frame), 0.5), At(rounds.Select(one => one.Frame95), 0.5), At(rounds.Select(one => one.Longest), 0.5),
            At(rounds.Select(one => one.Drawn), 0.5), At(rounds.Select(one => one.DrawnLongest), 0.5));

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Frame,6:0.0} {Frame95,6:0.0} {Longest,8:0.0}    {Drawn,19:0.0} {DrawnLongest,8:0.0}");

        private static double At(IEnumerable<double> values, double share)
        {
            var sorted = values.Order().ToArray();
            return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
        }
    }
}
