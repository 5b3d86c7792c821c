using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Gateway.Sessions;
using PeerSupport.Outbox;

namespace PeerSupport.Gateway.Data;

/// <summary>The sessions, and the keys that sign the cookies, so that every node of the gateway reads the cookies of the others.</summary>
internal sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GatewayDb).Assembly);
        modelBuilder.AddOutbox();
    }
}
