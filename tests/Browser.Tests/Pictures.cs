using Microsoft.Playwright;
using PeerSupport.Local;

namespace PeerSupport.Browser.Tests;

/// <summary>
/// Takes the pictures of docs/screenshots while the main job is walked through, when <c>PEERSUPPORT_SCREENSHOTS</c> names a folder
/// (relative to the checkout): each page on a desk and on a phone, light and dark.
/// </summary>
internal sealed class Pictures(string? folder)
{
    private static readonly (int Width, int Height)[] Sizes = [(1280, 900), (390, 780)];

    public static Pictures FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("PEERSUPPORT_SCREENSHOTS") is { Length: > 0 } given ? Checkout.Find().At(given) : null);

    public async Task TakeAsync(Person person, string name)
    {
        if (folder is null)
            return;

        var page = person.Page;
        foreach (var (width, height) in Sizes)
        {
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await page.EvaluateAsync("document.fonts.ready");
                // As tall as the page, so that what sticks to an edge covers nothing; but a whole article is longer than a picture is useful.
                var length = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
                await page.SetViewportSizeAsync(width, Math.Min(length, 2400));
                await page.EvaluateAsync("scrollTo(0, 0)");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
            }
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
    }
}
