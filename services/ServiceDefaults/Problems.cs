using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PeerSupport.ServiceDefaults;

/// <summary>Problem details (RFC 9457) whose type is a stable code under <c>/problems/</c> and whose detail says what to do.</summary>
public static class Problems
{
    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string code, string message) => Of(StatusCodes.Status404NotFound, code, "Not found", message);

    /// <summary>403, only for those who may know that the thing exists.</summary>
    public static ProblemHttpResult Forbidden(string code, string message) => Of(StatusCodes.Status403Forbidden, code, "Not allowed", message);

    /// <summary>409: somebody else was first. <paramref name="current"/> is what stands now.</summary>
    public static ProblemHttpResult Conflict(string code, string message, object? current = null) =>
        Of(StatusCodes.Status409Conflict, code, "Somebody else was first", message, current is null ? null : new() { ["current"] = current });

    /// <summary>422: understood, and refused by a rule.</summary>
    public static ProblemHttpResult Unprocessable(string code, string message) =>
        Of(StatusCodes.Status422UnprocessableEntity, code, "Not possible", message);

    /// <summary>400 for one field, in the same shape as validation gives it.</summary>
    public static ProblemHttpResult Invalid(string field, string message) =>
        Of(StatusCodes.Status400BadRequest, "invalid", "Please check what you entered", message,
            new() { ["errors"] = new Dictionary<string, string[]> { [field] = [message] } });

    private static ProblemHttpResult Of(int status, string code, string title, string message, Dictionary<string, object?>? more = null) =>
        TypedResults.Problem(message, statusCode: status, title: title, type: $"/problems/{code}", extensions: more);
}
