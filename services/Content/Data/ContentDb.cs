using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Articles;
using PeerSupport.Content.Figures;
using PeerSupport.Content.Modules;
using PeerSupport.Content.Searches;
using PeerSupport.Outbox;

namespace PeerSupport.Content.Data;

internal sealed class ContentDb(DbContextOptions<ContentDb> options) : DbContext(options)
{
    public DbSet<Article> Articles => Set<Article>();

    public DbSet<ArticleRevision> ArticleRevisions => Set<ArticleRevision>();

    public DbSet<ArticleName> ArticleNames => Set<ArticleName>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<Figure> Figures => Set<Figure>();

    public DbSet<Module> Modules => Set<Module>();

    public DbSet<ModuleProgress> ModuleProgress => Set<ModuleProgress>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ContentDb).Assembly);
        modelBuilder.AddOutbox();
    }
}
