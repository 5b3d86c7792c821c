using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.IdentityModel.Tokens;
using PeerSupport.TestKit;

namespace PeerSupport.Identity.Tests;

/// <summary>A browser without script, and the gateway's part of the protocol.</summary>
internal sealed partial class Browser(HttpClient http)
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
    public const string Native = "room-on-the-desk";
    public const string NativeCallback = "http://127.0.0.1:7777/back";
    private const string Callback = TestUsers.PublicOrigin + "/session/callback";

    public HttpClient Http => http;

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));

    /// <summary>Opens the page and sends the form of that name with its hidden fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, Dictionary<string, string> values)
    {
        using var page = await GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        var fields = new Dictionary<string, string>(values) { ["_handler"] = form, ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value };
        using var content = new FormUrlEncodedContent(fields);
        return await http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public Task<HttpResponseMessage> RegisterAsync(string pseudonym, string password = IdentityFactory.Password, string age = "18", string returnUrl = "/session/sign-in") =>
        SubmitAsync("/account/register?returnUrl=" + Uri.EscapeDataString(returnUrl), "register", new()
        {
            ["pseudonym"] = pseudonym,
            ["password"] = password,
            ["age"] = age,
            ["country"] = "GB",
            ["processing"] = "true",
            ["guidelines"] = "true",
        });

    public Task<HttpResponseMessage> SignInAsync(string pseudonym, string password, string returnUrl = "/session/sign-in") =>
        SubmitAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), "sign-in", new() { ["pseudonym"] = pseudonym, ["password"] = password });

    public static string Authorize(bool withChallenge = true, string client = "gateway", string callback = Callback) =>
        $"/connect/authorize?client_id={client}&response_type=code&state=s&scope=openid%20profile%20api%20offline_access&redirect_uri=" + Uri.EscapeDataString(callback)
        + (withChallenge ? "&code_challenge_method=S256&code_challenge=" + Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Verifier))) : "");

    /// <summary>The whole code flow of somebody who is signed in here.</summary>
    public async Task<JsonElement> TokensAsync()
    {
        using var answer = await GetAsync(Authorize());
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(Callback, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var tokens = await RedeemAsync(HttpUtility.ParseQueryString(answer.Headers.Location.Query)["code"]!, Verifier);
        Assert.Equal(HttpStatusCode.OK, tokens.StatusCode);
        return await tokens.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> RedeemAsync(string code, string? verifier) => TokenAsync(new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = Callback,
        ["code_verifier"] = verifier ?? "",
    });

    /// <summary>What a program on the member's device sends: it has no secret, only the verifier.</summary>
    public async Task<HttpResponseMessage> RedeemNativelyAsync(string code, string verifier = Verifier)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Native,
            ["code"] = code,
            ["redirect_uri"] = NativeCallback,
            ["code_verifier"] = verifier,
        });
        return await http.PostAsync(new Uri("/connect/token", UriKind.Relative), content);
    }

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken) => TokenAsync(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });

    private async Task<HttpResponseMessage> TokenAsync(Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append(new("client_id", "gateway")).Append(new("client_secret", IdentityFactory.Secret)));
        return await http.PostAsync(new Uri("/connect/token", UriKind.Relative), content);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
