using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Content.Figures;

/// <summary>A drawing, already cleaned.</summary>
internal sealed class Figure(string name, byte[] svg, DateTimeOffset changedAt)
{
    public string Name { get; private set; } = name;

    public byte[] Svg { get; private set; } = svg;

    public DateTimeOffset ChangedAt { get; private set; } = changedAt;

    public void Replace(byte[] svg, DateTimeOffset now) => (Svg, ChangedAt) = (svg, now);
}

internal sealed class FigureConfiguration : IEntityTypeConfiguration<Figure>
{
    public void Configure(EntityTypeBuilder<Figure> builder) => builder.HasKey(figure => figure.Name);
}
