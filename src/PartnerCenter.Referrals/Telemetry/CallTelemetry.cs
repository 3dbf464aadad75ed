using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reports the calls of one client: a span for each call with its attempts as events, metrics, and log lines. It costs almost nothing while
/// there is no listener. It is thread-safe.
/// </summary>
internal sealed class CallTelemetry(Uri server, string collectionPath, string? clientName, ILogger logger, TimeProvider time)
{
    private const int MaxLoggedPaths = 20;

    private readonly string _host = server.Host;
    private readonly object _port = server.Port;
    private readonly string _collectionTemplate = "/" + collectionPath;
    private readonly string _itemTemplate = $"/{collectionPath.TrimEnd('/')}/{{id}}";

    /// <summary>Returns the <c>error.type</c> of an exception that the caller gets.</summary>
    public static string ErrorTypeOf(Exception failure) =>
        failure is ReferralsException ? failure.GetType().Name : failure.GetType().FullName!;

    /// <summary>Starts the span of a call. Returns null while there is no listener.</summary>
    public Activity? Begin(ReferralCall call)
    {
        if (Spans.Start(call.Operation.SpanName, ActivityKind.Client) is not { } activity)
        {
            return null;
        }

        if (activity.IsAllDataRequested)
        {
            activity.SetTag("partnercenter.operation", call.Operation.Name);
            activity.SetTag("partnercenter.correlation_id", call.CorrelationId);
            activity.SetTag("partnercenter.page", call.Page);
            activity.SetTag("http.request.method", call.Operation.Method.Method);
            activity.SetTag("url.template", TemplateOf(call));
            activity.SetTag("server.address", _host);
            activity.SetTag("server.port", _port);
            activity.SetTag(ClientScope.Tag, clientName);
        }

        return activity;
    }

    /// <summary>Records the requests of an attempt: the last one, and those before it that a connection lost and repeated.</summary>
    public void RecordAttempt(ReferralCall call, Exception? failure)
    {
        if (!call.IsSent)
        {
            return; // There was no token for the attempt.
        }

        foreach (Guid lost in call.LostRequests)
        {
            Record(lost, null, nameof(HttpRequestError.ResponseEnded));
        }

        Record(call.ClientRequestId, StatusOf(call, failure), ErrorType(failure));
        if (failure is FailedResponseException { StatusCode: HttpStatusCode.TooManyRequests })
        {
            Instruments.Throttles.TryIncrement(TagsOf(call));
        }

        void Record(Guid requestId, int? status, string? error)
        {
            if (Instruments.Attempts.Enabled)
            {
                Instruments.Attempts.TryIncrement(TagsOf(call, status, error));
            }

            // Not Activity.Current: if the client's span is not sampled, that is a span of the application.
            if (call.Span is { IsAllDataRequested: true } span)
            {
                span.AddEvent(new ActivityEvent("attempt", time.GetUtcNow(), new ActivityTagsCollection
                {
                    ["partnercenter.attempt"] = call.Attempts,
                    ["partnercenter.client_request_id"] = requestId,
                    ["http.response.status_code"] = status,
                    ["error.type"] = error,
                }));
            }
        }
    }

    /// <summary>Records a wait of the call, because its attempt failed or because another call was throttled.</summary>
    public void RecordWait(ReferralCall call, TimeSpan wait, string reason)
    {
        TagList tags = TagsOf(call);
        tags.Add("partnercenter.wait.reason", reason);
        Instruments.WaitDuration.TryRecord(wait.TotalSeconds, tags);
    }

    public void LogRetry(ReferralCall call, TimeSpan delay, Exception failure) =>
        Log.Retrying(logger, call.Attempts, call.Name, ErrorType(failure)!, delay.TotalMilliseconds, call.CorrelationId);

    /// <summary>Reports that the call waits because another one was throttled.</summary>
    public void LogThrottlingWait(ReferralCall call, TimeSpan wait) =>
        Log.WaitsForThrottling(logger, call.Name, wait.TotalMilliseconds, call.CorrelationId);

    /// <summary>Reports that the call was throttled, and how long the client's calls wait for it.</summary>
    public void LogThrottled(ReferralCall call, TimeSpan closure) =>
        Log.Throttled(logger, call.Name, time.GetUtcNow() + closure, call.CorrelationId);

    public void LogThrottlingEnded() => Log.ThrottlingEnded(logger);

    /// <summary>
    /// Passes the last response to the caller's function. Its exception is logged and dropped: what observes a call never decides its
    /// result.
    /// </summary>
    public void Report(ReferralCall call, Action<ReferralResponseInfo> onResponse, ReferralResponseInfo response)
    {
        try
        {
            onResponse(response);
        }
        catch (Exception failure)
        {
            Log.OnResponseFailed(logger, call.Name, failure.GetType().Name, call.CorrelationId);
        }
    }

    /// <summary>Reports what a response holds that cannot be read: where it is, never what it is.</summary>
    public void RecordUnreadable(ReferralCall call, UnreadableValues unreadable)
    {
        foreach (Referral referral in unreadable.Incomplete)
        {
            IReadOnlyList<string> paths = referral.UnreadableMembers;
            // A text that only claims to be an id is not repeated.
            string id = Arguments.IsGuid(referral.Id) ? referral.Id : "without a valid id";
            Log.ReadIncompletely(
                logger, call.Name, id, paths.Count, string.Join(", ", paths.Take(MaxLoggedPaths)), call.CorrelationId);
        }

        foreach (UnreadableItem item in unreadable.Items)
        {
            Log.ItemSkipped(logger, call.Name, item.Index, item.Why, call.CorrelationId);
        }
    }

    /// <summary>Ends the span of a call and reports its result.</summary>
    public void End(ReferralCall call, Exception? failure)
    {
        TimeSpan duration = time.GetElapsedTime(call.Started);
        ReferralsException? known = failure as ReferralsException;
        int? status = failure is null ? (int?)call.StatusCode : (int?)known?.StatusCode;
        string? error = failure is null ? null : ErrorTypeOf(failure);
        if (Instruments.OperationDuration.Enabled)
        {
            Instruments.OperationDuration.TryRecord(duration.TotalSeconds, TagsOf(call, status, error));
        }

        if (call.Span is { } activity)
        {
            activity.SetTag("http.response.status_code", status);
            activity.SetTag("partnercenter.attempts", call.Attempts);
            activity.SetTag("partnercenter.request_id", known?.RequestId);
            activity.SetTag("partnercenter.error_code", known?.ErrorCode);
            activity.SetTag("error.type", error);
            activity.SetStatus(failure is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            Spans.Stop(activity);
        }

        switch (failure)
        {
            case null:
                Log.Succeeded(logger, call.Name, status, call.Attempts, duration.TotalMilliseconds, call.CorrelationId);
                break;
            case ReferralOutcomeUnknownException:
                Log.OutcomeUnknown(logger, call.Name, call.Attempts, status, known!.RequestId, call.CorrelationId);
                break;
            case OperationCanceledException:
                Log.Cancelled(logger, call.Name, call.Attempts, duration.TotalMilliseconds, call.CorrelationId);
                break;
            case ReferralsAuthenticationException { StatusCode: null } signIn:
                Log.SignInFailed(
                    logger, call.Name, signIn.EntraErrorCode, signIn.IsTransient ? "transient" : "permanent", call.Attempts,
                    signIn.EntraCorrelationId, call.CorrelationId);
                break;
            case ReferralNotFoundException when call.Operation.MayFindNothing:
                Log.FoundNothing(logger, call.Name, call.Attempts, duration.TotalMilliseconds, call.CorrelationId);
                break;
            default:
                Log.Failed(
                    logger, call.Name, failure.GetType().Name, status, known?.ErrorCode, call.Attempts, known?.RequestId,
                    call.CorrelationId);
                break;
        }
    }

    private static string? ErrorType(Exception? failure) => failure switch
    {
        null => null,
        FailedResponseException response => ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => error.ToString(),
        Polly.Timeout.TimeoutRejectedException => "timeout",
        UnreadableResponseException => "unreadable",
        _ => failure.GetType().Name,
    };

    private static int? StatusOf(ReferralCall call, Exception? failure) => failure switch
    {
        null => (int?)call.StatusCode,
        FailedResponseException response => (int)response.StatusCode,
        UnreadableResponseException response => (int)response.StatusCode,
        _ => null,
    };

    private TagList TagsOf(ReferralCall call, int? status, string? error)
    {
        TagList tags = TagsOf(call);
        if (status is not null)
        {
            tags.Add("http.response.status_code", status);
        }

        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }

    private string TemplateOf(ReferralCall call) => call.Operation switch
    {
        { SubPath: { } path } => $"{_collectionTemplate.TrimEnd('/')}/{path}",
        { IsOnCollection: true } => _collectionTemplate,
        _ => _itemTemplate,
    };

    private TagList TagsOf(ReferralCall call)
    {
        TagList tags = new()
        {
            { "partnercenter.operation", call.Operation.Name },
            { "http.request.method", call.Operation.Method.Method },
            { "url.template", TemplateOf(call) },
            { "server.address", _host },
            { "server.port", _port },
        };
        if (clientName is not null)
        {
            tags.Add(ClientScope.Tag, clientName);
        }

        return tags;
    }
}
