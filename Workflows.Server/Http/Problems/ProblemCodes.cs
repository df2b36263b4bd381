namespace Workflows.Server.Http.Problems;

/// <summary>Machine words that the API promises to keep: the <c>code</c> of a problem document (RFC 9457).</summary>
public static class ProblemCodes
{
    /// <summary>400: at least one field or query parameter is wrong; see <c>errors</c>.</summary>
    public const string Validation = "validation";

    /// <summary>400: the body is no JSON.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>400: the request is wrong in a way that no field explains.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>401: no credentials were sent.</summary>
    public const string NotSignedIn = "not_signed_in";

    /// <summary>403: the caller's role does not allow it.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403: the one-time password must be replaced first.</summary>
    public const string PasswordChangeRequired = "password_change_required";

    /// <summary>404: there is no such row, or it is another tenant's.</summary>
    public const string NotFound = "not_found";

    /// <summary>404: there is no such address.</summary>
    public const string NoSuchRoute = "no_such_route";

    /// <summary>404: the page is past the end of the list.</summary>
    public const string InvalidPage = "invalid_page";

    /// <summary>405: the address exists, the method does not; see <c>Allow</c>.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>408: the body did not arrive in time.</summary>
    public const string RequestTimeout = "request_timeout";

    /// <summary>409: the row's state does not allow the action.</summary>
    public const string IllegalTransition = "illegal_transition";

    /// <summary>409: a row with this key exists.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>409: other rows still refer to this one.</summary>
    public const string Referenced = "referenced";

    /// <summary>409: somebody else changed the row in the same moment; read it again.</summary>
    public const string ConcurrentUpdate = "concurrent_update";

    /// <summary>409: the <c>Idempotency-Key</c> was used with another body.</summary>
    public const string IdempotencyKeyReuse = "idempotency_key_reuse";

    /// <summary>409: the first request with this <c>Idempotency-Key</c> is still at work; see <c>Retry-After</c>.</summary>
    public const string IdempotencyInProgress = "idempotency_in_progress";

    /// <summary>412: <c>If-Match</c> names an older version.</summary>
    public const string Stale = "stale";

    /// <summary>413: the body is larger than allowed.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>415: the body's media type is not understood.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>429: too many requests; see <c>Retry-After</c>.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>500: a bug; the log has the details under the <c>traceId</c>.</summary>
    public const string Internal = "internal_error";

    /// <summary>503: the database cannot be reached or has no room; see <c>Retry-After</c>.</summary>
    public const string DatabaseUnavailable = "database_unavailable";

    /// <summary>The word for a status that the framework answered with.</summary>
    public static string ForStatus(int status) => status switch
    {
        400 => BadRequest,
        401 => NotSignedIn,
        403 => Forbidden,
        404 => NoSuchRoute,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        >= 500 => Internal,
        _ => BadRequest,
    };
}
