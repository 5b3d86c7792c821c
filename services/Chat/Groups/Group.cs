using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>A group and the head of its log.</summary>
internal sealed class Group
{
    private Group()
    {
    }

    public Group(string slug) => (Id, Slug) = (Guid.CreateVersion7(), slug);

    public Guid Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public string? Topic { get; private set; }

    public string? Cover { get; private set; }

    public string[] Charter { get; private set; } = [];

    public string[] Facilitators { get; private set; } = [];

    /// <summary>Rises with each change of what others name it by and of its charter, from 1.</summary>
    public long Version { get; private set; }

    /// <summary>
    /// The number of the newest entry. Whoever writes to the log locks this row first, so numbers have no gaps and commit in order. Only SQL
    /// moves it, never a tracked entity, which could put an old value back.
    /// </summary>
    public long LastSequence { get; private set; }

    public void Describe(GroupRequest request)
    {
        (Name, Purpose, Language, Topic, Cover) = (request.Name, request.Purpose, request.Language, request.Topic, request.Cover);
        (Charter, Facilitators) = (request.Charter, request.Facilitators ?? []);
        Version++;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            builder.HasIndex(group => group.Slug).IsUnique();
            builder.Property(group => group.Slug).HasMaxLength(100);
            builder.Property(group => group.Name).HasMaxLength(100);
            builder.Property(group => group.Purpose).HasMaxLength(1000);
            builder.Property(group => group.Language).HasMaxLength(10);
            builder.Property(group => group.Topic).HasMaxLength(100);
            builder.Property(group => group.Cover).HasMaxLength(2000);
        }
    }
}
