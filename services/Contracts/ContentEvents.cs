namespace PeerSupport.Contracts;

/// <summary>Readers now get this revision of an article: a first publication or a newer one.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Slug">Its address under <c>/learn/</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Revision">The number of the published revision, from 1.</param>
public sealed record ArticlePublished(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ArticleId,
    string Slug,
    string Title,
    int Revision) : IIntegrationEvent;

/// <summary>Readers no longer get the article.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Slug">The address that is gone.</param>
public sealed record ArticleRetracted(Guid EventId, DateTimeOffset OccurredAt, Guid ArticleId, string Slug) : IIntegrationEvent;
