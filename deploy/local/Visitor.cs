using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PeerSupport.Local;

/// <summary>Somebody with a browser's cookies and nothing else: walks the pages and calls the interface through the gateway.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Somebody without a session.</summary>
    /// <param name="origin">The public origin.</param>
    public Visitor(string origin)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = new Uri(origin) };
        _http.DefaultRequestHeaders.Add("X-CSRF", "1");
    }

    /// <summary>The cookies so far.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>The client, for what this class does not do itself.</summary>
    public HttpClient Http => _http;

    /// <summary>Signs in through the form, as a person would.</summary>
    /// <exception cref="InvalidOperationException">The form did not accept it.</exception>
    public async Task SignInAsync(string pseudonym, string password, CancellationToken cancellationToken = default)
    {
        using var page = await _http.GetAsync(new Uri("/session/sign-in?returnUrl=/session", UriKind.Relative), cancellationToken);
        using var answer = await SubmitAsync(page, new() { ["pseudonym"] = pseudonym, ["password"] = password }, cancellationToken);
        var session = await _http.GetStringAsync(new Uri("/session", UriKind.Relative), cancellationToken);
        if (!session.Contains(pseudonym, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{pseudonym} could not be signed in: {(int)answer.StatusCode} at {answer.RequestMessage?.RequestUri?.AbsolutePath}.");
    }

    /// <summary>Fills the form of a page and sends it. Fields are found by the end of their name, as forms prefix them.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, Dictionary<string, string> values, CancellationToken cancellationToken = default)
    {
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        using var document = await new HtmlParser().ParseDocumentAsync(html, cancellationToken);
        var form = document.QuerySelector("main form") as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form at {page.RequestMessage?.RequestUri?.AbsolutePath} ({(int)page.StatusCode}).");
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var input in form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>())
        {
            var typed = values.FirstOrDefault(pair => input.Name!.EndsWith(pair.Key, StringComparison.OrdinalIgnoreCase)).Value;
            if (typed is not null || input.Type == "hidden")
                fields.Add(new(input.Name!, typed ?? input.Value));
        }

        var action = form.GetAttribute("action") is { Length: > 0 } given ? new Uri(page.RequestMessage!.RequestUri!, given) : page.RequestMessage!.RequestUri!;
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(action, content, cancellationToken);
    }

    /// <summary>Sends a file.</summary>
    /// <exception cref="InvalidOperationException">It was not accepted; the message says why.</exception>
    public async Task PutAsync(string path, string file, string type, CancellationToken cancellationToken = default)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue(type) { CharSet = type.StartsWith("image", StringComparison.Ordinal) ? null : "utf-8" };
        using var answer = await _http.PutAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        await ExpectAsync(answer, Path.GetFileName(file), cancellationToken);
    }

    /// <summary>Posts JSON, or an empty body where there is nothing to say.</summary>
    /// <exception cref="InvalidOperationException">It was not accepted; the message says why.</exception>
    public async Task PostAsync(string path, object? body = null, CancellationToken cancellationToken = default)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        await ExpectAsync(answer, path, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task ExpectAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{what} was not accepted ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
