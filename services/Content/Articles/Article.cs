using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Content.Data;

namespace PeerSupport.Content.Articles;

public enum ArticleState
{
    Draft,
    Published,
    Retracted,
}

/// <summary>An article through time. Revisions are only ever added; publishing moves the readers' pointer to one of them.</summary>
internal sealed class Article
{
    private readonly List<ArticleRevision> _revisions = [];
    private readonly List<ArticleName> _names = [];

    private Article()
    {
    }

    public Article(ArticleDocument document, string author, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Slug = document.Slug;
        AddRevision(document, author, now);
    }

    public Guid Id { get; private set; }

    /// <summary>The address; the published one once there is one, so that a draft does not move what readers have.</summary>
    public string Slug { get; private set; } = "";

    public ArticleState State { get; private set; }

    public int LatestRevision { get; private set; }

    public int? PublishedRevision { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>The topic that readers find it under.</summary>
    public string? Topic { get; private set; }

    /// <summary>What lists show, kept beside the article so that a list does not read whole documents.</summary>
    public ArticleSummary? Summary { get; private set; }

    public IReadOnlyList<ArticleRevision> Revisions => _revisions;

    public IReadOnlyList<ArticleName> Names => _names;

    public ArticleRevision AddRevision(ArticleDocument document, string author, DateTimeOffset now)
    {
        LatestRevision++;
        var revision = new ArticleRevision(Id, LatestRevision, document, author, now);
        _revisions.Add(revision);
        if (State == ArticleState.Draft)
        {
            Slug = document.Slug;
        }

        return revision;
    }

    /// <summary>Shows a revision to readers. The date of the first publication stays, because it orders the list of the latest articles.</summary>
    public void Publish(ArticleRevision revision, int readingMinutes, string plainDefinition, DateTimeOffset now)
    {
        var document = revision.Document;
        State = ArticleState.Published;
        PublishedRevision = revision.Number;
        PublishedAt ??= now;
        Slug = document.Slug;
        Topic = document.Topic;
        Summary = new ArticleSummary(
            Id, document.Slug, document.Title, plainDefinition, document.Topic, document.Level, readingMinutes, document.ReviewedOn, PublishedAt.Value, document.Figure);
        Rename([.. document.OtherNames
            .Select(name => new ArticleName(Id, name, Slugs.From(name)))
            .Where(name => name.Slug.Length > 0 && name.Slug != Slug)
            .DistinctBy(name => name.Slug)]);
    }

    public void Retract()
    {
        State = ArticleState.Retracted;
        PublishedRevision = null;
        _names.Clear();
    }

    /// <summary>Keeps the rows that stay: a row taken out and another put in under one key would meet in the change tracker.</summary>
    private void Rename(List<ArticleName> wanted)
    {
        _names.RemoveAll(name => !wanted.Exists(other => other.Slug == name.Slug && other.Name == name.Name));
        _names.AddRange(wanted.Where(other => !_names.Exists(name => name.Slug == other.Slug)));
    }
}

/// <summary>One saved state of the document; never changed afterwards.</summary>
internal sealed class ArticleRevision
{
    private ArticleRevision()
    {
    }

    public ArticleRevision(Guid articleId, int number, ArticleDocument document, string author, DateTimeOffset now)
    {
        ArticleId = articleId;
        Number = number;
        Document = document;
        CreatedBy = author;
        CreatedAt = now;
    }

    public Guid ArticleId { get; private set; }

    public int Number { get; private set; }

    public ArticleDocument Document { get; private set; } = new();

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>Another name of a published article; its slug redirects.</summary>
internal sealed class ArticleName(Guid articleId, string name, string slug)
{
    public Guid ArticleId { get; private set; } = articleId;

    public string Name { get; private set; } = name;

    public string Slug { get; private set; } = slug;
}

internal sealed class ArticleConfiguration :
    IEntityTypeConfiguration<Article>, IEntityTypeConfiguration<ArticleRevision>, IEntityTypeConfiguration<ArticleName>
{
    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.Property(article => article.Slug).HasMaxLength(100);
        builder.HasIndex(article => article.Slug).IsUnique();
        builder.HasIndex(article => new { article.PublishedAt, article.Id });
        builder.Property(article => article.Summary).HasJson();
        builder.Property<uint>("xmin").IsRowVersion();
        builder.HasMany(article => article.Revisions).WithOne().HasForeignKey(revision => revision.ArticleId);
        builder.HasMany(article => article.Names).WithOne().HasForeignKey(name => name.ArticleId);
        builder.Navigation(article => article.Revisions).HasField("_revisions");
        builder.Navigation(article => article.Names).HasField("_names");
    }

    public void Configure(EntityTypeBuilder<ArticleRevision> builder)
    {
        builder.HasKey(revision => new { revision.ArticleId, revision.Number });
        builder.Property(revision => revision.Number).ValueGeneratedNever();
        builder.Property(revision => revision.Document).HasJson();
    }

    public void Configure(EntityTypeBuilder<ArticleName> builder)
    {
        builder.HasKey(name => new { name.ArticleId, name.Slug, name.Name });
        builder.HasIndex(name => name.Slug);
    }
}
