using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using PeerSupport.Identity.Data;

namespace PeerSupport.Identity.Accounts;

/// <summary>The sign-ins of a member that could still get a token, the newest first. Each is an authorization of OpenIddict.</summary>
internal sealed class SignInList(IdentityDb db)
{
    public async Task<IReadOnlyList<DateTimeOffset>> OfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var subject = accountId.ToString();
        var dates = await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().AsNoTracking()
            .Where(entry => entry.Subject == subject && entry.Status == OpenIddictConstants.Statuses.Valid
                && entry.Tokens.Any(token => token.Status == OpenIddictConstants.Statuses.Valid && token.ExpirationDate > DateTime.UtcNow))
            .OrderByDescending(entry => entry.CreationDate)
            .Select(entry => entry.CreationDate)
            .Take(50)
            .ToListAsync(cancellationToken);
        return [.. dates.OfType<DateTime>().Select(date => new DateTimeOffset(date, TimeSpan.Zero))];
    }
}
