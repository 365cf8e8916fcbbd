//! The shader: from samples at full depth to the screen. The light box's state computes the same without WebGL.

use super::texture::Kind;
use protocol::SampleType;
use voi::GLSL;

/// One triangle that covers the stage.
pub(super) const CORNERS: &str = "#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}";

/// The code for one kind of samples.
pub(super) fn colours(kind: Kind) -> String {
    let (sampler, read) = match kind.sample_type {
        SampleType::U16 => ("usampler2D", "vec3(float(texel.r))"),
        SampleType::I16 => ("isampler2D", "vec3(float(texel.r))"),
        SampleType::F32 => ("sampler2D", "vec3(texel.r)"),
        SampleType::Rgb8 => ("sampler2D", "texel.rgb * 255.0"),
    };
    let (array, at) =
        if kind.is_cut { ("Array", "ivec3(at % side, (at.y / side.y) * across + at.x / side.x)") } else { ("", "at") };
    let read = read.replace("texel", &format!("texelFetch(frame, {at}, 0)"));
    format!(
        "#version 300 es\nprecision highp float;\nprecision highp int;\nuniform highp {sampler}{array} frame;\nuniform ivec2 side;\nuniform int across;\nvec3 sampled(ivec2 at) {{ return {read}; }}\n{GLSL}{REST}"
    )
}

const REST: &str = "
uniform highp sampler2D table;
uniform vec3 to_column, to_row;
uniform vec2 stage, size, linear, padding, window;
uniform int curve, taps;
uniform bool padded, inverted, smoothly;
out vec4 colour;

float grey(float stored) {
  if (isnan(stored) || (padded && padding.x <= stored && stored <= padding.y)) return 0.0;
  float result = voi(curve, window, stored * linear.x + linear.y);
  if (curve == 3) {
    int last = textureSize(table, 0).x - 1;
    result = clamp(texelFetch(table, ivec2(int(round(result * float(last))), 0), 0).r, 0.0, 1.0);
  }
  return inverted ? 1.0 - result : result;
}

vec3 greys(ivec2 at) {
  vec3 stored = sampled(clamp(at, ivec2(0), ivec2(size) - 1));
  return vec3(grey(stored.r), grey(stored.g), grey(stored.b));
}

vec2 place(vec2 at) {
  return vec2(dot(to_column, vec3(at, 1.0)), dot(to_row, vec3(at, 1.0)));
}

vec3 seen(vec2 at) {
  if (!smoothly) return greys(ivec2(floor(at)));
  vec2 corner = floor(at - 0.5);
  vec2 part = at - 0.5 - corner;
  ivec2 c = ivec2(corner);
  vec3 upper = mix(greys(c), greys(c + ivec2(1, 0)), part.x);
  vec3 lower = mix(greys(c + ivec2(0, 1)), greys(c + ivec2(1, 1)), part.x);
  return mix(upper, lower, part.y);
}

void main() {
  vec2 pixel = vec2(gl_FragCoord.x - 0.5, stage.y - gl_FragCoord.y - 0.5);
  vec2 middle = place(pixel + 0.5);
  if (middle.x < 0.0 || middle.y < 0.0 || middle.x >= size.x || middle.y >= size.y) {
    colour = vec4(0.0);
    return;
  }
  vec3 sum = vec3(0.0);
  for (int v = 0; v < taps; v++) {
    for (int u = 0; u < taps; u++) {
      sum += seen(place(pixel + (vec2(u, v) + 0.5) / float(taps)));
    }
  }
  colour = vec4(sum / float(taps * taps), 1.0);
}";
