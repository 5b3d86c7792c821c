using Microsoft.EntityFrameworkCore;
using PeerSupport.Notifications.Inbox;
using PeerSupport.Outbox;

namespace PeerSupport.Notifications.Data;

/// <summary>The database of notifications.</summary>
public sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : DbContext(options)
{
    internal DbSet<Notice> Notices => Set<Notice>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NotificationsDb).Assembly);
        modelBuilder.AddOutbox();
    }
}
