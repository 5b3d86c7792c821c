using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Rules;

/// <summary>The models of this community that moderation last let take part. One row, which stays when both are switched off: it says so.</summary>
internal sealed class StoredModels : IEntityTypeConfiguration<StoredModels>
{
    private const int TheOne = 1;

    public int Id { get; private set; }

    public long Activation { get; private set; }

    public long? ActiveNumber { get; private set; }

    public byte[]? ActiveFile { get; private set; }

    public long? ShadowNumber { get; private set; }

    public byte[]? ShadowFile { get; private set; }

    /// <summary>Keeps the highest activation, in whatever order and however often the events arrive.</summary>
    public static Task StoreAsync(ChatDb db, ModelsActivated activated, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        insert into community_models (id, activation, active_number, active_file, shadow_number, shadow_file)
        values ({TheOne}, {activated.Activation}, {activated.Active?.Number}, {activated.Active?.File}, {activated.Shadow?.Number}, {activated.Shadow?.File})
        on conflict (id) do update set activation = excluded.activation, active_number = excluded.active_number, active_file = excluded.active_file,
            shadow_number = excluded.shadow_number, shadow_file = excluded.shadow_file
        where community_models.activation < excluded.activation
        """,
        cancellationToken);

    public void Configure(EntityTypeBuilder<StoredModels> builder)
    {
        builder.ToTable("community_models");
        builder.Property(models => models.Id).ValueGeneratedNever();
    }
}
