using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web;

/// <summary>What machines read: the map of the public pages, and what they should leave alone.</summary>
internal static class Feeds
{
    private static readonly string[] Pages = ["/", "/learn", "/learn/a-z", "/modules", "/groups", "/help-now", "/guidelines", "/privacy", "/accessibility"];

    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        feeds.MapGet("/robots.txt", Robots);
        feeds.MapGet("/sitemap.xml", SitemapAsync).CacheOutput("public");
        feeds.MapGet("/feed.atom", FeedAsync).CacheOutput("public");
    }

    private static IResult Robots(IConfiguration configuration) => Results.Text($"""
        User-agent: *
        Disallow: /me
        Disallow: /moderate
        Disallow: /admin
        Disallow: /account
        Disallow: /session
        Disallow: /api
        Sitemap: {configuration.PublicOrigin()}/sitemap.xml

        """);

    private static async Task<IResult> SitemapAsync(ContentClient content, IConfiguration configuration)
    {
        XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var articles = (await content.Index()).Where(name => !name.IsOtherName).Select(name => $"/learn/{name.Slug}");
        var modules = (await content.Modules()).Select(module => $"/modules/{module.Slug}");
        var urls = Pages.Concat(articles).Concat(modules).Select(path => new XElement(map + "url", new XElement(map + "loc", configuration.PublicOrigin() + path)));
        return Xml(new XElement(map + "urlset", urls), "application/xml");
    }

    private static async Task<IResult> FeedAsync(ContentClient content, IConfiguration configuration)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var origin = configuration.PublicOrigin();
        var articles = await content.Latest(20);
        var entries = articles.Select(article => new XElement(atom + "entry",
            new XElement(atom + "id", $"{origin}/learn/{article.Slug}"),
            new XElement(atom + "title", article.Title),
            new XElement(atom + "link", new XAttribute("href", $"{origin}/learn/{article.Slug}")),
            new XElement(atom + "updated", Iso(article.PublishedAt)),
            new XElement(atom + "summary", article.Definition)));
        return Xml(new XElement(atom + "feed",
            new XElement(atom + "id", $"{origin}/"),
            new XElement(atom + "title", $"{configuration["Site:Name"] ?? "Evenlight"}: new articles"),
            new XElement(atom + "author", new XElement(atom + "name", configuration["Site:Name"] ?? "Evenlight")),
            new XElement(atom + "updated", Iso(articles.Select(article => article.PublishedAt).Max())),
            new XElement(atom + "link", new XAttribute("rel", "self"), new XAttribute("href", $"{origin}/feed.atom")),
            entries), "application/atom+xml");
    }

    private static string Iso(DateTimeOffset? at) => (at ?? DateTimeOffset.UnixEpoch).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static IResult Xml(XElement root, string type) =>
        Results.Content("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root, type, Encoding.UTF8);
}
