using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using PeerSupport.Content.Data;

namespace PeerSupport.Content.Searches;

/// <summary>One thing that search can find, as plain words. The database makes the weighted vector, so it cannot drift from the words.</summary>
internal sealed class SearchEntry(string kind, string slug, string title, string otherNames, string summary, string body)
{
    public string Kind { get; private set; } = kind;

    public string Slug { get; private set; } = slug;

    public string Title { get; private set; } = title;

    public string OtherNames { get; private set; } = otherNames;

    public string Summary { get; private set; } = summary;

    public string Body { get; private set; } = body;

    public NpgsqlTsVector Vector { get; private set; } = null!;

    public static async Task PutAsync(ContentDb db, SearchEntry entry, CancellationToken cancellation)
    {
        if (await db.SearchEntries.FindAsync([entry.Kind, entry.Slug], cancellation) is not { } existing)
        {
            db.SearchEntries.Add(entry);
            return;
        }

        (existing.Title, existing.OtherNames, existing.Summary, existing.Body) = (entry.Title, entry.OtherNames, entry.Summary, entry.Body);
        db.Entry(existing).State = EntityState.Modified;
    }

    public static async Task RemoveAsync(ContentDb db, string kind, string slug, CancellationToken cancellation)
    {
        if (await db.SearchEntries.FindAsync([kind, slug], cancellation) is { } existing)
        {
            db.SearchEntries.Remove(existing);
        }
    }
}

internal sealed class SearchEntryConfiguration : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.HasKey(entry => new { entry.Kind, entry.Slug });
        builder.Property(entry => entry.Vector).HasComputedColumnSql(
            "setweight(to_tsvector('english', title || ' ' || other_names), 'A') || setweight(to_tsvector('english', summary), 'B') || "
            + "setweight(to_tsvector('english', body), 'D')",
            stored: true);
        builder.HasIndex(entry => entry.Vector).HasMethod("gin");
    }
}
