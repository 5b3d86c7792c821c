using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace PeerSupport.Gateway.Sessions;

/// <summary>
/// Gets new tokens while a request is authenticated. Never after a 401 of a service: the body of the request would be gone by then.
/// </summary>
internal sealed class SessionRefresh(NpgsqlDataSource database, TokenClient tokens, TimeProvider clock, ILogger<SessionRefresh> logger)
{
    /// <summary>A service allows 30 seconds of clock skew, and a request may wait in a queue: so a token is replaced this long before its end.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(90);

    /// <summary>Not the request's own token: a refresh token that was redeemed for a reader who has left must still reach the database.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Task ValidateAsync(CookieValidatePrincipalContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<SessionRefresh>().RefreshAsync(context);

    private async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        if (IsFresh(context.Properties, Early))
            return;

        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await using var session = await LockedSession.TakeAsync(database, SessionStore.KeyOf(context.Properties), limit.Token);
            if (session is null)
            {
                await EndAsync(context);
                return;
            }

            if (IsFresh(session.Ticket.Properties, Early))
            {
                Use(context, session.Ticket);
                return;
            }

            var answer = await tokens.RefreshAsync(session.Ticket.Properties.GetTokenValue("refresh_token") ?? "", limit.Token);
            if (answer is null)
            {
                await session.EndAsync(limit.Token);
                await EndAsync(context);
                return;
            }

            var ticket = new AuthenticationTicket(Tokens.Principal(answer.AccessToken), session.Ticket.Properties, session.Ticket.AuthenticationScheme);
            answer.WriteTo(ticket.Properties, clock.GetUtcNow());
            await session.SaveAsync(ticket, clock.GetUtcNow() + SessionStore.Lifetime, limit.Token);
            Use(context, ticket);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or NpgsqlException)
        {
            logger.LogWarning(exception, "The tokens of a session could not be refreshed now");
            // The session stays; only this request goes on without it when its token has really ended.
            if (!IsFresh(context.Properties, TimeSpan.Zero))
                context.RejectPrincipal();
        }
    }

    private static void Use(CookieValidatePrincipalContext context, AuthenticationTicket ticket)
    {
        context.ReplacePrincipal(ticket.Principal);
        context.Properties.StoreTokens(ticket.Properties.GetTokens());
    }

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    private bool IsFresh(AuthenticationProperties properties, TimeSpan margin) =>
        DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var end) && end - margin > clock.GetUtcNow();
}
