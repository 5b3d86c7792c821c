using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using PeerSupport.Contracts;
using PeerSupport.Identity.Data;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Accounts;

/// <summary>Signing in, and the ways out.</summary>
internal sealed class SignIns(
    UserManager<Account> users,
    SignInManager<Account> manager,
    IPasswordHasher<Account> hasher,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    IdentityDb db,
    TimeProvider clock)
{
    private static string? _nobody;

    /// <summary>Signs in. Null when it worked, else what to say.</summary>
    public async Task<string?> SignInAsync(string? pseudonym, string? password)
    {
        const string doesNotFit = "The name and the password do not go together. Look at both once more; capital letters count in the password.";
        if (string.IsNullOrWhiteSpace(pseudonym) || string.IsNullOrEmpty(password))
            return "Enter your name here and your password.";
        if (password.Length > Passwords.LongestLength)
            return doesNotFit;

        var account = await users.FindByNameAsync(Pseudonyms.Tidy(pseudonym));
        if (account is null)
        {
            // The time that an answer takes must not tell which names exist.
            _nobody ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(null!, _nobody, password);
            return doesNotFit;
        }

        var result = await manager.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.IsLockedOut)
            return Resting(account.LockoutEnd);
        if (!result.Succeeded)
            return doesNotFit;

        // Until the browser closes: people come here from devices that others use too.
        await manager.SignInAsync(account, isPersistent: false);
        return null;
    }

    /// <summary>Ends every session on every device: tokens and sign-ins are revoked, and the gateway hears of it and drops its sessions.</summary>
    public async Task SignOutEverywhereAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var subject = accountId.ToString();
        await authorizations.RevokeBySubjectAsync(subject, cancellationToken);
        await tokens.RevokeBySubjectAsync(subject, cancellationToken);
        if (await users.FindByIdAsync(subject) is not { } account)
            return;

        // One save: the new stamp, which ends identity's own cookies, and the event.
        var now = clock.GetUtcNow();
        db.Enqueue(new SignedOutEverywhere(Guid.CreateVersion7(now), now, accountId));
        var result = await users.UpdateSecurityStampAsync(account);
        if (!result.Succeeded)
            throw new DbUpdateConcurrencyException("The account changed at the same moment; nothing was signed out but the tokens.");
    }

    /// <summary>Ends one sign-in; its refresh token is worth nothing from now on.</summary>
    public async Task EndAsync(Guid accountId, string authorizationId, CancellationToken cancellationToken)
    {
        var authorization = await authorizations.FindByIdAsync(authorizationId, cancellationToken);
        if (authorization is null || await authorizations.GetSubjectAsync(authorization, cancellationToken) != accountId.ToString())
            return;

        await authorizations.TryRevokeAsync(authorization, cancellationToken);
        await tokens.RevokeByAuthorizationIdAsync(authorizationId, cancellationToken);
    }

    private string Resting(DateTimeOffset? until)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(((until ?? clock.GetUtcNow()) - clock.GetUtcNow()).TotalMinutes));
        return $"There were several tries with a password that does not fit, so this account rests for {(minutes == 1 ? "a minute" : $"{minutes} minutes")}. "
            + "Nothing is lost, and nobody else got in. Please try again after that.";
    }
}
