using System.Net.Http.Headers;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Sessions;

/// <summary>The one thing that the gateway asks of identity on behalf of a member.</summary>
internal sealed class IdentityClient(HttpClient http, IConfiguration configuration)
{
    /// <summary>Ends every session and token of the member, on every device and in every application.</summary>
    /// <returns>False when identity could not do it now.</returns>
    public async Task<bool> SignOutEverywhereAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(configuration.ServiceAddress("Identity"), "/api/identity/sign-out-everywhere"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
