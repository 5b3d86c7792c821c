namespace PeerSupport.Content.Articles;

/// <summary>An article as a file: its fields in front, its body after.</summary>
internal static class ArticleFile
{
    public static ArticleDocument Read(string file)
    {
        var (fields, body) = FrontMatter.Read<ArticleDocument>(file);
        return fields with { Body = body };
    }
}
