using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Passes on the body of a write and marks when something begins to read it. Until then the request cannot have had an effect: the
/// connection failed, or a handler refused the request. After the end of its attempt the body can no longer be read for the first time, so
/// that a handler that ignores cancellation cannot send late what counts as not sent.
/// </summary>
internal sealed class ObservedContent : HttpContent
{
    private readonly HttpContent _body;
    private readonly ReferralCall _call;
    private readonly CancellationToken _attemptEnded;

    public ObservedContent(HttpContent body, ReferralCall call, CancellationToken attemptEnded)
    {
        _body = body;
        _call = call;
        _attemptEnded = attemptEnded;
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in body.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginToRead();
        _body.CopyTo(stream, context, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginToRead();
        return _body.CopyToAsync(stream, context, cancellationToken);
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
    {
        BeginToRead();
        return _body.ReadAsStream(cancellationToken);
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        BeginToRead();
        return _body.ReadAsStreamAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? 0;
        return _body.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    // Marked before it is checked: if the attempt ends in between, the outcome counts as unknown.
    private void BeginToRead()
    {
        _call.MarkHandedToNetwork();
        _attemptEnded.ThrowIfCancellationRequested();
    }
}
