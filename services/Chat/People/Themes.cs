using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.People;

/// <summary>
/// What a member does not want to read about, in words of their own. Everybody gets the same lines; the member's own devices fold the messages that these
/// words stand in, so nobody else can find out. What screening finds has no part in it: that is for moderators alone.
/// </summary>
internal sealed class Themes(Guid memberId, string[] words)
{
    public const int Most = 50;

    public const int Shortest = 2;

    public const int Longest = 60;

    public Guid MemberId { get; private set; } = memberId;

    public string[] Words { get; private set; } = words;

    internal sealed class Configuration : IEntityTypeConfiguration<Themes>
    {
        public void Configure(EntityTypeBuilder<Themes> builder)
        {
            builder.HasKey(themes => themes.MemberId);
            builder.ToTable("themes", table => table.HasCheckConstraint("ck_themes_most", $"cardinality(words) between 1 and {Most}"));
        }
    }
}
