namespace PeerSupport.Content.Articles;

/// <summary>An article as a file: its fields in front, its body after.</summary>
internal static class ArticleFile
{
    public static ArticleDocument Read(string file)
    {
        var (fields, body) = FrontMatter.Read<ArticleDocument>(file);
        return Whole(fields) with { Body = body };
    }

    /// <summary>A key without a value is null in YAML; here an absent list is an empty one.</summary>
    private static ArticleDocument Whole(ArticleDocument read) => read with
    {
        OtherNames = read.OtherNames ?? [],
        Infobox = read.Infobox ?? [],
        Timeline = read.Timeline ?? [],
        Debates = read.Debates ?? [],
        Media = read.Media ?? [],
        Faq = read.Faq ?? [],
        References = read.References ?? [],
        Related = read.Related ?? [],
    };
}
