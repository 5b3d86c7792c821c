using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using PeerSupport.Contracts;
using PeerSupport.Identity.Accounts;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Data;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// Tells the others about every account whose public side changed, in the same transaction. It is done here because Identity's own
    /// <see cref="UserManager{TUser}"/> saves by itself: wherever the change comes from, the event goes with it.
    /// </summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        foreach (var entry in ChangeTracker.Entries<Account>().ToList())
        {
            var version = entry.Property(account => account.ProfileVersion);
            if (entry.State is EntityState.Added || (entry.State is EntityState.Modified && version.OriginalValue != version.CurrentValue))
                this.Enqueue(Profile(entry.Entity));
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(IdentityDb).Assembly);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");

        builder.UseOpenIddict<Guid>();
        builder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("applications");
        builder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("authorizations");
        builder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("scopes");
        builder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("tokens");
        builder.AddOutbox();
    }

    private static MemberProfileChanged Profile(Account account) => new(
        Guid.CreateVersion7(account.ProfileChangedAt),
        account.ProfileChangedAt,
        account.Id,
        account.ProfileVersion,
        account.UserName!,
        account.Roles,
        account.Country);
}
