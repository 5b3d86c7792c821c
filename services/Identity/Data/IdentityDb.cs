using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Identity.Accounts;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Data;

/// <summary>Accounts, OpenIddict's applications and tokens, and the keys that protect forms and cookies.</summary>
internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Guid>();
        builder.ApplyConfiguration(new AccountConfiguration());
        builder.AddOutbox();
    }
}
