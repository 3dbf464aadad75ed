using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an immutable list in a model. Two lists are equal if their items are equal. One or two items are stored in fields, which
/// takes 8 bytes less than an array of them. Most lists that the service sends have no more than two items.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
[DebuggerDisplay("Count = {Count}")]
internal abstract class ModelList<T> : IReadOnlyList<T>, IModelList
{
    public static readonly ModelList<T> Empty = new Many([]);

    /// <summary>The list of a model whose JSON has no such member. It becomes <see cref="Empty"/> when it is set.</summary>
    public static readonly ModelList<T> Absent = new Many([]);

    /// <summary>The list of a model whose JSON has a null in place of the list.</summary>
    public static readonly ModelList<T> Null = new Many([]);

    private static readonly IEqualityComparer<T> Items = typeof(T) == typeof(JsonElement)
        ? (IEqualityComparer<T>)(object)JsonEquality.Comparer
        : EqualityComparer<T>.Default;

    private ModelList()
    {
    }

    public abstract int Count { get; }

    public abstract T this[int index] { get; }

    public bool IsAbsent => ReferenceEquals(this, Absent);

    public bool IsNull => ReferenceEquals(this, Null);

    /// <summary>Returns a copy of a list, or the list itself if it is a <see cref="ModelList{T}"/>.</summary>
    /// <param name="items">The list; null is treated as an empty list.</param>
    /// <param name="member">The name of the member that the list is set to.</param>
    /// <exception cref="ArgumentNullException">The list contains null.</exception>
    public static ModelList<T> CopyOf(IReadOnlyList<T>? items, [CallerMemberName] string? member = null) => items switch
    {
        null or ModelList<T> { IsAbsent: true } => Empty,
        ModelList<T> list => list,
        _ => Of(WithoutNull([.. items], member)),
    };

    public static ModelList<T> Of(ReadOnlySpan<T> items) => items switch
    {
        [] => Empty,
        [T one] => new One(one),
        [T first, T second] => new Two(first, second),
        _ => new Many(items.ToArray()),
    };

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public sealed override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
        {
            return true;
        }

        if (obj is not ModelList<T> other || other.Count != Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!Items.Equals(this[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }

    public sealed override int GetHashCode()
    {
        HashCode hash = default;
        for (int i = 0; i < Count; i++)
        {
            hash.Add(this[i], Items);
        }

        return hash.ToHashCode();
    }

    private static T[] WithoutNull(T[] items, string? member) => Array.Exists(items, static item => item is null)
        ? throw new ArgumentNullException(member, "The list must not contain null.")
        : items;

    private sealed class One(T item) : ModelList<T>
    {
        public override int Count => 1;

        public override T this[int index] => index == 0 ? item : throw new ArgumentOutOfRangeException(nameof(index));
    }

    private sealed class Two(T first, T second) : ModelList<T>
    {
        public override int Count => 2;

        public override T this[int index] => index switch
        {
            0 => first,
            1 => second,
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };
    }

    private sealed class Many(T[] items) : ModelList<T>
    {
        public override int Count => items.Length;

        public override T this[int index] =>
            (uint)index < (uint)items.Length ? items[index] : throw new ArgumentOutOfRangeException(nameof(index));
    }
}
