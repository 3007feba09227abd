import { defineParameterType } from '@cucumber/cucumber';
import { parseTaint } from './act/taints.ts';
import { parseWorkload } from './analysis/owners.ts';
import { parseDuration } from './duration.ts';
import { parseAnnotation, parseLabel, parseLabelKey, parseLabels, parseLabelValue } from './labels.ts';
import { parsePhase } from './scenario/pod-phase.ts';
import { PODS_PATTERN, parsePods } from './scenario/pod-selection.ts';

// Wide patterns with strict transformers: a word that is nearly right gets an error that lists what is valid, where a narrow
// pattern would only make the step undefined.
defineParameterType({
  name: 'workload',
  regexp: /(?!service\/)[A-Za-z]+\/[A-Za-z0-9.-]+/,
  transformer: parseWorkload,
  useForSnippets: false,
});
defineParameterType({
  name: 'service',
  regexp: /service\/([a-z0-9-]+)/,
  transformer: (name: string) => name,
  useForSnippets: false,
});
defineParameterType({
  name: 'duration',
  regexp: /\d[\w.]*/,
  transformer: parseDuration,
  useForSnippets: false,
});
defineParameterType({
  name: 'label',
  regexp: /[A-Za-z0-9./_-]+=[A-Za-z0-9._-]*/,
  transformer: parseLabel,
  useForSnippets: false,
});
defineParameterType({
  name: 'annotation',
  regexp: /[A-Za-z0-9./_-]+=\S*/,
  transformer: parseAnnotation,
  useForSnippets: false,
});
defineParameterType({
  name: 'labels',
  regexp: /[A-Za-z0-9./_-]+=[A-Za-z0-9._-]*(?:,[A-Za-z0-9./_-]+=[A-Za-z0-9._-]*)*/,
  transformer: parseLabels,
  useForSnippets: false,
});
defineParameterType({
  name: 'labelKeys',
  regexp: /[A-Za-z0-9./_-]+(?:(?:, | and )[A-Za-z0-9./_-]+)*/,
  transformer: (text: string): readonly string[] => text.split(/, | and /).map(parseLabelKey),
  useForSnippets: false,
});
defineParameterType({ name: 'pods', regexp: PODS_PATTERN, transformer: parsePods, useForSnippets: false });
defineParameterType({ name: 'phase', regexp: /\w+/, transformer: parsePhase, useForSnippets: false });
defineParameterType({ name: 'taint', regexp: /\S+:\w+/, transformer: parseTaint, useForSnippets: false });
defineParameterType({
  name: 'labelKey',
  regexp: /[A-Za-z0-9./_=-]+/,
  transformer: parseLabelKey,
  useForSnippets: false,
});
defineParameterType({
  name: 'labelValue',
  regexp: /[A-Za-z0-9./_=-]+/,
  transformer: parseLabelValue,
  useForSnippets: false,
});
