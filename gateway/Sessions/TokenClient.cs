using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace PeerSupport.Gateway.Sessions;

/// <summary>Calls identity over the back channel of the OpenID Connect handler, with the gateway's own client id and secret.</summary>
internal sealed class TokenClient(IOptionsMonitor<OpenIdConnectOptions> monitor)
{
    private OpenIdConnectOptions Options => monitor.Get(SessionSchemes.Identity);

    /// <summary>New tokens, or null when identity no longer honours the refresh token.</summary>
    /// <exception cref="HttpRequestException">Identity did not answer, or not as it should.</exception>
    public async Task<Tokens?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var address = (await ConfigurationAsync(cancellationToken)).TokenEndpoint;
        using var answer = await PostAsync(address, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.BadRequest)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Tokens>(cancellationToken);
    }

    private async Task<Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // The manager wraps an unreachable address in an exception that sounds like a bug.
            throw new HttpRequestException("The metadata of identity could not be read.", exception);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string address, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        form["client_id"] = Options.ClientId!;
        form["client_secret"] = Options.ClientSecret ?? "";
        using var content = new FormUrlEncodedContent(form);
        return await Options.Backchannel.PostAsync(address, content, cancellationToken);
    }
}
