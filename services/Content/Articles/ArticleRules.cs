using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerSupport.Content.Rendering;

namespace PeerSupport.Content.Articles;

/// <summary>What no single field can say about itself, and, for files, everything that the attributes say about requests.</summary>
internal static partial class ArticleRules
{
    [GeneratedRegex(@"\[@([A-Za-z0-9_-]+)\]")]
    private static partial Regex Citation();

    public static Dictionary<string, string[]> Check(ArticleDocument document)
    {
        var errors = new List<(string Field, string Message)>();
        CheckAttributes(document, "document", errors);

        foreach (var twice in document.References.GroupBy(reference => reference.Key).Where(group => group.Count() > 1))
        {
            errors.Add(("document.references", $"The key “{twice.Key}” is used by more than one reference."));
        }

        var keys = document.References.Select(reference => reference.Key).ToHashSet();
        foreach (var key in Citation().Matches(ArticleRenderer.AllText(document)).Select(match => match.Groups[1].Value).Distinct())
        {
            if (!keys.Contains(key))
            {
                errors.Add(("document.body", $"The text cites [@{key}], but no reference has that key."));
            }
        }

        for (var index = 0; index < document.Related.Count; index++)
        {
            if (!Slugs.IsSlug(document.Related[index]))
            {
                errors.Add(($"document.related[{index}]", $"“{document.Related[index]}” is not an article's address."));
            }
        }

        for (var index = 0; index < document.OtherNames.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(document.OtherNames[index]) || document.OtherNames[index].Length > 200)
            {
                errors.Add(($"document.otherNames[{index}]", "Another name has 1 to 200 characters."));
            }
        }

        return errors.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray());
    }

    public static void CheckAttributes(object value, string path, List<(string Field, string Message)> errors)
    {
        foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var name = $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}";
            var content = property.GetValue(value);
            var results = new List<ValidationResult>();
            Validator.TryValidateProperty(content, new ValidationContext(value) { MemberName = property.Name }, results);
            errors.AddRange(results.Select(result => (name, result.ErrorMessage ?? "This value is not allowed.")));

            if (content is string)
            {
                continue;
            }

            if (content is IEnumerable list)
            {
                var index = 0;
                foreach (var item in list)
                {
                    var itemName = $"{name}[{index++}]";
                    if (item is null)
                    {
                        errors.Add((itemName, "This entry is empty."));
                    }
                    else if (item.GetType().Assembly == typeof(ArticleRules).Assembly)
                    {
                        CheckAttributes(item, itemName, errors);
                    }
                }
            }
            else if (content is not null && content.GetType().Assembly == typeof(ArticleRules).Assembly && !content.GetType().IsEnum)
            {
                CheckAttributes(content, name, errors);
            }
        }
    }
}
